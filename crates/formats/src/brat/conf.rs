//! The types of all marks, as brat wants to be told them.

pub(super) const CONF: &str = "\
[entities]
PERSON
ORGANIZATION
LOCATION
FACILITY
NORP
PRODUCT
MISC
MONEY
DATE
Quote
Cue
Source
Timex
Summary

[relations]
CuedBy Arg1:Quote, Arg2:Cue
SaidBy Arg1:Quote, Arg2:Source
Speaker Arg1:Quote, Arg2:<ENTITY>
CountedFrom Arg1:Timex, Arg2:Timex
Equiv Arg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive
<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Gender Arg:PERSON, Value:female|male
Number Arg:PERSON, Value:singular|plural
Kind Arg:Quote, Value:direct|mixed|indirect
Act Arg:Quote, Value:speech|thought
Polarity Arg:Quote, Value:affirmed|denied|asked|conditional
Type Arg:Timex, Value:DATE|TIME|DURATION|SET
";
