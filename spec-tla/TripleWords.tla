---------------------------- MODULE TripleWords ----------------------------
(***************************************************************************)
(* The words of the triple buffer: where they lie and with which order     *)
(* each is accessed.  No variables.                                        *)
(*                                                                         *)
(* Three buffers of Capacity records.  A record is the id of the attempt   *)
(* that wrote it and whether it is a base, which holds the full state and  *)
(* supersedes all before it.  Records are numbered from 1 without gaps;    *)
(* "first b" is the number of the first one in buffer b.  "A" is the       *)
(* newest number that is durable.                                          *)
(*                                                                         *)
(* "C" is the control word.  It has two halves and a bit that says that    *)
(* the host waits.  A half names a buffer (0: none), how many records it   *)
(* has, and whether the host has taken it.  The client changes "C" only by *)
(* compare-and-set.  The host adds to it: the bit "taken" of a half, minus *)
(* all of a half that it has taken, the bit "waits".  Nobody else changes  *)
(* these, so that it always knows what to add, and never has to try again. *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC

CONSTANTS
    Mode,       \* the machine, see Memory
    Capacity,   \* records that a buffer holds
    Ablation    \* "none", or the one rule that is switched off

ClientRules ==
    {"offer after records", "first before offer", "spare held", "append before take",
     "replace only offered", "wake if it waits", "keep waits", "wake at start"}

RestartRules == {"control before A", "control before journal"}

HostRules ==
    {"durable at start", "A before return", "skip duplicates", "persist before return",
     "count as taken", "look again before sleep"}

Accesses == {"read control", "offer", "take", "return", "open control"}

ASSUME Ablation \in {"none", "relaxed all"} \cup ClientRules \cup RestartRules
         \cup HostRules \cup {"relaxed " \o a : a \in Accesses}

Off(rule) == Ablation = rule

Client  == 1
Host    == 2
Threads == {Client, Host}

Buffers == 1 .. 3
Places  == 1 .. Capacity
Halves  == 1 .. 2
OtherHalf(j) == 3 - j

\* Words have names, so that a trace can be read.
FirstNames  == [b \in Buffers |-> "first" \o ToString(b)]
RecordNames == [b \in Buffers |-> [i \in Places |->
                   "record" \o ToString(b) \o "." \o ToString(i)]]
ClockNames  == [b \in Buffers |-> [i \in Places |->
                   "clock" \o ToString(b) \o "." \o ToString(i)]]

First(b)     == FirstNames[b]
Record(b, i) == RecordNames[b][i]

\* Ghost: the host writes it whenever it has read a record.  Who has seen
\* the newest clock of a place may write there.
Clock(b, i)  == ClockNames[b][i]

RecordWords == {Record(b, i) : b \in Buffers, i \in Places}
ClockWords  == IF Mode = "weak" THEN {Clock(b, i) : b \in Buffers, i \in Places}
               ELSE {}
Words == {"C", "A"} \cup {First(b) : b \in Buffers} \cup RecordWords \cup ClockWords

NoHalf    == [buffer |-> 0, count |-> 0, taken |-> FALSE]
NoRecord  == [id |-> 0, base |-> FALSE]
NoControl == [half |-> <<NoHalf, NoHalf>>, waits |-> FALSE]

\* Fresh memory of a host whose journal ends with number n.
Blank(n) == [l \in Words |->
                CASE l = "C" -> NoControl
                  [] l = "A" -> IF Off("durable at start") THEN 0 ELSE n
                  [] l \in RecordWords -> NoRecord
                  [] OTHER -> 0]

\* Each word has one writer, or is only updated.
Memory == INSTANCE Memory WITH
    Locations <- Words, AppendOnly <- TRUE, Collects <- TRUE, Broken <- "none"

(***************************************************************************)
(* The order of every access, in one place.  An ablation weakens one.      *)
(***************************************************************************)
Strong(access) ==
    CASE access = "read control" -> "acq"
      [] access = "offer"        -> "rel"
      [] access = "take"         -> "acq"
      [] access = "return"       -> "rel"
      [] access = "open control" -> "acq"
      [] OTHER                   -> "rlx"

Order(access) == IF Off("relaxed all") \/ Off("relaxed " \o access) THEN "rlx"
                 ELSE Strong(access)

(***************************************************************************)
(* What a control word says.                                               *)
(***************************************************************************)
IsTaken(c, j)   == c.half[j].taken
IsOffered(c, j) == c.half[j].buffer # 0 /\ ~c.half[j].taken
TakenHalf(c)    == CHOOSE j \in Halves \cup {0} :
                      IF j = 0 THEN \A k \in Halves : ~IsTaken(c, k) ELSE IsTaken(c, j)
OfferedHalf(c)  == CHOOSE j \in Halves \cup {0} :
                      IF j = 0 THEN \A k \in Halves : ~IsOffered(c, k) ELSE IsOffered(c, j)
Named(c)        == {c.half[j].buffer : j \in Halves} \ {0}
Least(S)        == CHOOSE x \in S : \A y \in S : x <= y
=============================================================================
