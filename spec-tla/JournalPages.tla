---------------------------- MODULE JournalPages ----------------------------
(***************************************************************************)
(* What the file of a journal holds, and how it is read.                   *)
(*                                                                         *)
(* Page 1 is the header with the number of the first record.  Behind it    *)
(* come batches: the records of one publication, one page each, the first  *)
(* with the head of the batch.  The checksum in the head covers the batch  *)
(* and the number of its first record, so it holds if all of its pages are *)
(* of one batch.  A batch begins with a page of its own here: where it     *)
(* shares one with the batch before, that page is written whole or not at  *)
(* all, and what was in it stays.                                          *)
(*                                                                         *)
(* Records have numbers without gaps.  A number may be used again for      *)
(* another record, after one that was offered was lost; so each has an     *)
(* identity besides, a ghost, and knows which record it follows.           *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Pages,      \* the highest page number of a file
    Order,      \* what a power cut does to names: see Storage
    Ablation    \* the one rule that is switched off, or "none"

Off(rule) == Ablation = rule

\* num      number of the record; in the header, of the first one
\* base     whether it supersedes all before it
\* part, of its place in its batch, and how many are in there
\* by       ghost: its identity
\* after    ghost: the identity of the record before it, 0 if there is none
Zero == [num |-> 0, base |-> FALSE, part |-> 0, of |-> 0, by |-> 0, after |-> 0]

Storage == INSTANCE Storage WITH Disk <- "honest"

NoFile    == Storage!NoFile
Name      == "name"
Temporary == "temporary"

Header(first) == [Zero EXCEPT !.num = first]

\* The pages of `count' records with the identities behind `last', the
\* first of which has the number `num' and follows the record `after'.
Batch(num, count, isBase, last, after) ==
    [i \in 1 .. count |->
        [num   |-> num + i - 1,
         base  |-> isBase /\ i = 1,
         part  |-> IF Off("one checksum") THEN 1 ELSE i,
         of    |-> IF Off("one checksum") THEN 1 ELSE count,
         by    |-> last + i,
         after |-> IF i = 1 THEN after ELSE last + i - 1]]

-----------------------------------------------------------------------------
HasHeader(data) == Len(data) > 0 /\ data[1].num > 0 /\ data[1].by = 0

\* A batch that the checksum vouches for begins with page p.
IsBatch(data, p) ==
    /\ p <= Len(data) /\ data[p].part = 1
    /\ p + data[p].of - 1 <= Len(data)
    /\ Off("check the batch") \/
       \A i \in 1 .. data[p].of :
          LET page == data[p + i - 1] IN
          page.part = i /\ page.of = data[p].of
                        /\ page.by = data[p].by + i - 1

\* The last page of the run of batches from page p on, which goes on with
\* the number num.
RECURSIVE EndFrom(_, _, _)
EndFrom(data, p, num) ==
    IF IsBatch(data, p) /\ data[p].num = num
    THEN EndFrom(data, p + data[p].of, num + data[p].of)
    ELSE p - 1

End(data) == EndFrom(data, 2, data[1].num)

\* At most the last batch can be torn.  So a batch behind what does not read
\* is damage: the file is refused and stays as it is.
IsDamaged(data) ==
    \/ ~HasHeader(data)
    \/ \E p \in End(data) + 1 .. Len(data) : IsBatch(data, p)

\* The first page of the batch that ends with page p.
Begins(data, p) == p + 1 - data[p].of

-----------------------------------------------------------------------------
\* The records in some pages are those that were offered, one after the
\* other, from a base or from the very first.
IsRun(pages) ==
    /\ pages[1].base \/ pages[1].after = 0
    /\ \A i \in DOMAIN pages :
          pages[i].by # 0 /\ (i > 1 => pages[i].after = pages[i - 1].by)

\* What a search finds: the identity of the newest record, which stands for
\* the run up to it; no record that was offered, if that run is not one.
Torn == 0 - 1
ImageOf(data) ==
    IF IsDamaged(data) THEN Torn
    ELSE LET end == End(data)
             run == SubSeq(data, 2, end)
         IN CASE end = 1     -> 0
              [] ~IsRun(run) -> Torn
              [] OTHER       -> data[end].by

Image(G) == IF Storage!Exists(G, Name)
            THEN ImageOf(Storage!Data(G, Storage!File(G, Name))) ELSE 0
=============================================================================
