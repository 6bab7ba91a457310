----------------------------- MODULE QueueWords -----------------------------
(***************************************************************************)
(* The words of the queue protocol: where they lie, with which order each  *)
(* is accessed, and what an image of them says.  No variables.             *)
(*                                                                         *)
(*    header | offset length tail | offset length tail | ... | data ring   *)
(*             descriptor 0         descriptor 1                           *)
(*                                                                         *)
(* A descriptor with length 0 is invalid.  The word at stream offset o     *)
(* lies at place o % Capacity of the ring.  One tail word stands for all   *)
(* that a client keeps outside the ring and attaches to an entry.          *)
(*                                                                         *)
(* Data and tail words carry the number of the attempt that wrote them, so *)
(* that no two commits look alike and a torn entry is seen for what it is. *)
(* Offsets and lengths carry no such mark: a killed attempt and the next   *)
(* one may write the same offset, and the host cannot tell them apart.     *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC

CONSTANTS
    Mode,       \* the machine, see Memory
    Entries,    \* number of descriptors
    Capacity,   \* words in the data ring
    Payloads,   \* lengths that the client commits
    Ablation    \* "none", or the one rule that is switched off

ASSUME Entries \in Nat /\ Entries >= 2
ASSUME Capacity \in Nat \ {0}
ASSUME Payloads \subseteq Nat /\ Payloads # {}

(***************************************************************************)
(* The rules of the protocol that a negative model switches off, one at a  *)
(* time.  "relaxed " before the name of an access weakens that access,      *)
(* "relaxed all" every one.                                                *)
(***************************************************************************)
CommitRules ==
    {"refuse empty", "spare newest", "invalidate", "overlap rule", "slot rule",
     "minus capacity", "oldest first", "invalidate before data",
     "invalidate before tail", "data before publish", "tail before publish",
     "header before publish", "offset before length", "advance slot",
     "abort keeps cursor", "never wait", "never block"}

RecoveryRules == {"recover cursors", "recover from entries", "recover slot"}

CaptureRules ==
    {"only read", "scan offset first", "tolerate invalid", "no holes",
     "capture newest first", "copy before rescan", "tail before rescan",
     "fence each",
     "rescan live words", "rescan length first", "rescan length",
     "rescan offset", "keep last snapshot"}

WriteAccesses == {"invalidate", "data", "tail", "header", "offset", "publish"}
ReadAccesses  == {"scan offset", "scan length", "copy", "rescan length",
                  "rescan offset"}
FenceAccesses == {"fence data", "fence rescan"}

ASSUME Ablation \in {"none", "relaxed all"} \cup CommitRules \cup RecoveryRules
         \cup CaptureRules \cup {"relaxed " \o a :
                  a \in WriteAccesses \cup ReadAccesses \cup FenceAccesses}

Off(rule) == Ablation = rule

Client  == 1
Host    == 2
Threads == {Client, Host}

Slots         == 0 .. Entries - 1
NextSlot(s)   == IF Off("advance slot") THEN s ELSE (s + 1) % Entries
SlotBefore(s) == (s + Entries - 1) % Entries

\* Words have names, so that a trace can be read.
Names(prefix, indices) == [i \in indices |-> prefix \o ToString(i)]

OffsetNames == Names("offset", Slots)
LengthNames == Names("length", Slots)
TailNames   == Names("tail", Slots)
DataNames   == Names("data", 0 .. Capacity - 1)

Header      == "header"
OffsetOf(s) == OffsetNames[s]
LengthOf(s) == LengthNames[s]
TailOf(s)   == TailNames[s]
DataAt(o)   == DataNames[o % Capacity]

WordOf(what, s) == IF what = "offset" THEN OffsetOf(s) ELSE LengthOf(s)

Range(f)    == {f[x] : x \in DOMAIN f}
DataWords   == Range(DataNames)
Words       == {Header} \cup Range(OffsetNames) \cup Range(LengthNames)
                 \cup Range(TailNames) \cup DataWords

Blank == [l \in Words |-> IF l \in DataWords THEN <<0, 0>> ELSE 0]

\* Each word has one writer, the client.
Memory == INSTANCE Memory WITH
    Locations <- Words, AppendOnly <- TRUE, Collects <- FALSE, Broken <- "none"

(***************************************************************************)
(* The order of every access, in one place.  An ablation weakens one.      *)
(***************************************************************************)
Strong(access) ==
    CASE access = "invalidate"    -> "rel"
      [] access = "fence data"    -> "rel"
      [] access = "data"          -> "rlx"
      [] access = "tail"          -> "rlx"
      [] access = "header"        -> "rlx"
      [] access = "offset"        -> "rlx"
      [] access = "publish"       -> "rel"
      [] access = "scan offset"   -> "acq"
      [] access = "scan length"   -> "acq"
      [] access = "copy"          -> "rlx"
      [] access = "fence rescan"  -> "acq"
      [] access = "rescan length" -> "acq"
      [] access = "rescan offset" -> "rlx"

Order(access) == IF Off("relaxed all") \/ Off("relaxed " \o access) THEN "rlx"
                 ELSE Strong(access)

ASSUME \A a \in WriteAccesses : Order(a) \in Memory!WriteOrders
ASSUME \A a \in ReadAccesses : Order(a) \in Memory!ReadOrders
ASSUME \A a \in FenceAccesses : Order(a) \in Memory!Orders

(***************************************************************************)
(* What an image says: its entries, as [slot, off, len].                   *)
(***************************************************************************)
End(e) == e.off + e.len

Valid(words) ==
    {[slot |-> s, off |-> words[OffsetOf(s)], len |-> words[LengthOf(s)]] :
        s \in {t \in Slots : words[LengthOf(t)] # 0}}

Newest(entries) == CHOOSE e \in entries : \A f \in entries : f.off <= e.off

Older(e, f) == e.off < f.off \/ (e.off = f.off /\ e.slot < f.slot)

Sorted(entries) ==     \* oldest first
    [i \in 1 .. Cardinality(entries) |->
        CHOOSE e \in entries : Cardinality({f \in entries : Older(f, e)}) = i - 1]

Reverse(s) == [i \in 1 .. Len(s) |-> s[Len(s) + 1 - i]]

\* The bytes of an entry and what is attached to it.
Content(words, e) ==
    [data |-> [i \in 1 .. e.len |-> words[DataAt(e.off + i - 1)]],
     tail |-> words[TailOf(e.slot)]]

\* What attempt number a to commit n words means to leave.
Meant(a, n) == [data |-> [i \in 1 .. n |-> <<a, i>>], tail |-> a]

\* The words that entries cover.
DataOf(e)    == {DataAt(o) : o \in e.off .. End(e) - 1}
TailsOf(run) == {TailOf(run[i].slot) : i \in DOMAIN run}
Covered(run) == TailsOf(run) \cup UNION {DataOf(run[i]) : i \in DOMAIN run}

\* The image that holds these entries, with their words from copy, and
\* nothing else.
Image(run, copy) ==
    [l \in Words |->
        LET owner == {i \in DOMAIN run :
                         l \in {OffsetOf(run[i].slot), LengthOf(run[i].slot)}}
            e     == run[CHOOSE i \in owner : TRUE]
        IN CASE l = Header         -> IF run = <<>> THEN 0 ELSE End(run[Len(run)])
             [] l \in Covered(run) -> copy[l]
             [] owner # {}         -> IF l = OffsetOf(e.slot) THEN e.off ELSE e.len
             [] OTHER              -> Blank[l]]

(***************************************************************************)
(* Runs: neighbours in slots and in the stream, together not longer than   *)
(* the ring.  Consecutive commits make one.                                *)
(***************************************************************************)
RECURSIVE RunBack(_, _)
RunBack(entries, run) ==    \* run, and what joins it from behind
    LET first  == Head(run)
        newest == run[Len(run)]
        before == {e \in entries :
                      /\ e.slot = SlotBefore(first.slot)
                      /\ End(e) = first.off
                      /\ End(newest) - e.off <= Capacity}
    IN IF before = {} THEN run
       ELSE RunBack(entries, <<CHOOSE e \in before : TRUE>> \o run)

\* The longest run that ends with the newest entry.
RunOf(entries) ==
    IF entries = {} THEN <<>>
    ELSE IF Off("no holes") THEN Sorted(entries)
    ELSE RunBack(entries, <<Newest(entries)>>)

=============================================================================
