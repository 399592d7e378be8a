/*
 * marks - names for single marks of Chinese punctuation, as UTF-8 literals.
 *
 * A mark that a text is cut or joined at is spelling and no policy; sets of marks and words belong to grammars/.
 */
#ifndef GB_TEXT_MARKS_H
#define GB_TEXT_MARKS_H

#define GB_MARK_STOP "。"
#define GB_MARK_COMMA "，"
#define GB_MARK_ITEM_COMMA "、"
#define GB_MARK_SEMICOLON "；"
#define GB_MARK_COLON "："
#define GB_MARK_ASTERISK "＊"
#define GB_MARK_BAR "｜"
#define GB_MARK_ROUND_OPEN "（"
#define GB_MARK_ROUND_CLOSE "）"
#define GB_MARK_SQUARE_OPEN "［"
#define GB_MARK_SHELL_OPEN "〔"
#define GB_MARK_SHELL_CLOSE "〕"
#define GB_MARK_LENS_OPEN "【"
#define GB_MARK_TITLE_OPEN "《"
#define GB_MARK_TITLE_CLOSE "》"

#endif
