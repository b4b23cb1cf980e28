" Vim syntax file
" Language: rulebooks of Tranche
" The words are those of the language's own list; a test compares the two.

if exists("b:current_syntax")
  finish
endif

syntax case match
" Names hold no other letters, so that `for` in `rust_for_linux` is none of the words below.
syntax iskeyword @,48-57,_

syntax keyword trancheDeclaration basket catalyst dimension let limit rule settings test topic
syntax keyword trancheDeclaration use
syntax keyword trancheClause because build cooldown exit expect freeze hedge hold review trim
syntax keyword trancheClause until when
syntax keyword trancheOperatorWord and in is not of or
syntax keyword trancheReserved all any cash each except gross held instrument known nav net
syntax keyword trancheReserved otherwise
syntax keyword trancheWord account accounts adv advisory after allowed apply as at beta blocked
syntax keyword trancheWord borrow buy buys by calendar cancel changed confirmed conflict
syntax keyword trancheWord corroborated costs cover cuts enforced every evidence exits expected
syntax keyword trancheWord expires fill fires for fractional from hand holds impact kind
syntax keyword trancheWord language least left leverage lot mentions minimum multiplier near
syntax keyword trancheWord news no official older on once open order outcomes over per plus
syntax keyword trancheWord portfolio price prices rate reaches ready rulebook sell sells
syntax keyword trancheWord sentiment shares short shorting signal signals source sources split
syntax keyword trancheWord stale symbols tag than themes times to trade tranches turnover
syntax keyword trancheWord unknown unless up value waits weight whole with within
syntax keyword trancheScore mildly_negative mildly_positive moderately_negative
syntax keyword trancheScore moderately_positive neutral strongly_negative strongly_positive

" Only before a parenthesis: `price` and `weight` are other words elsewhere.
syntax match trancheFunction "\v<%(age|articles|beta|days_since|days_until|exposure|gain|impact|price|quantity|return|sentiment|sentiment_change|sources|value|weight)\ze\s*\("
syntax match trancheSymbol "\v\C<[A-Z][A-Z0-9]*%(\.[A-Z0-9]+)*>"
syntax match trancheNumber "\v<\d[0-9_]*%(\.\d[0-9_]*)?>"
syntax match trancheQuantity "\v<\d[0-9_]*%(\.\d[0-9_]*)?%(\%|%(bp|min|h|d|w|bd)>)"
syntax match trancheDate "\v<\d{4}-\d{2}-\d{2}%(T\d{2}:\d{2}Z)?>"
syntax match trancheSign "\v\!\=|\<\=|\>\=|[-=<>+*/]"
syntax match trancheComment "//.*$" contains=@Spell
syntax region trancheString start=+"+ end=+"+ oneline

highlight default link trancheDeclaration Structure
highlight default link trancheClause Statement
highlight default link trancheOperatorWord Operator
highlight default link trancheReserved Keyword
highlight default link trancheWord Keyword
highlight default link trancheScore Constant
highlight default link trancheFunction Function
highlight default link trancheSymbol Identifier
highlight default link trancheNumber Number
highlight default link trancheQuantity Number
highlight default link trancheDate Number
highlight default link trancheSign Operator
highlight default link trancheComment Comment
highlight default link trancheString String

let b:current_syntax = "tranche"
