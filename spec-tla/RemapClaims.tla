---------------------------- MODULE RemapClaims ----------------------------
(***************************************************************************)
(* What is claimed of remap capture.                                       *)
(***************************************************************************)
EXTENDS Remap

WriterPhases == {"run", "fault", "parked", "dead"}
HostPhases   == {"rest", "ask", "arm", "shootdown", "barrier", "copy", "last",
                 "complete", "dead"}

TypeInv ==
    /\ \A c \in Writers :
          /\ writers[c].phase \in WriterPhases
          /\ writers[c].begun \in 0 .. Len(Script[c])
          /\ stale[c] \subseteq Pages
    /\ \A p \in Pages : writable[p] \in BOOLEAN
    /\ host.phase \in HostPhases
    /\ host.left \subseteq host.todo /\ host.todo \subseteq Pages
    /\ host.waits \subseteq Writers
    /\ {host.page, host.late} \subseteq Pages \cup {NoPage}
    /\ DOMAIN image = Pages

(***************************************************************************)
(* R1 one instant: a complete image is what the memory was at one instant  *)
(* between the return of the call that protected it and the first page     *)
(* given back.                                                             *)
(***************************************************************************)
InstantInv == host.phase = "complete" => image \in instants

(***************************************************************************)
(* Of each writer, its pages that nobody else writes hold what its first n *)
(* transactions left there; and, if only its program order is kept, what k *)
(* stores of the next one did.                                             *)
(***************************************************************************)
Own(c) == Written(c) \ UNION {Written(d) : d \in Writers \ {c}}

ValueAfter(c, n, p) ==
    LET last == {t \in 1 .. n : p \in Range(Script[c][t])}
    IN IF last = {} THEN Blank
       ELSE <<c, CHOOSE t \in last : \A u \in last : u <= t>>

IsPrefix(c, n, k) == \A p \in Own(c) :
    image[p] = IF k > 0 /\ p \in Range(SubSeq(Script[c][n + 1], 1, k)) THEN <<c, n + 1>>
               ELSE ValueAfter(c, n, p)

(***************************************************************************)
(* R2 whole: an image that is kept holds each transaction whole.  With the *)
(* sequence word, one that was caught within a transaction is dropped.     *)
(***************************************************************************)
Accepted ==
    Whole = "sequence" =>
        (IF Keeps("sequence after arming") THEN image[Sequence] ELSE host.seen) % 2 = 0

WholeInv == host.phase = "complete" /\ Accepted =>
    \A c \in Writers : \E n \in 0 .. Len(Script[c]) : IsPrefix(c, n, 0)

\* Without them, what a writer stored in program order is there in that order.
OrderInv == host.phase = "complete" =>
    \A c \in Writers : \E n \in 0 .. Len(Script[c]) :
        \E k \in 0 .. (IF n = Len(Script[c]) THEN 0 ELSE Len(Script[c][n + 1])) :
            IsPrefix(c, n, k)

(***************************************************************************)
(* R3 deaths: a dead host leaves no page protected and nobody waiting; who *)
(* waits for a page, or is parked, goes on in the end, also if the host    *)
(* dies or hangs.  (That a death of the client leaves a complete image or  *)
(* none is InstantInv.)                                                    *)
(***************************************************************************)
ReleasedInv == host.phase = "dead" =>
    /\ \A p \in Pages : writable[p]
    /\ \A c \in Writers : writers[c].phase # "fault"

Waits(c) == writers[c].phase \in {"fault", "parked"}

ReleasedProp == \A c \in Writers : Waits(c) ~> ~Waits(c)

\* Nobody stops for ever but the host that hangs.
FairSpec ==
    /\ Spec
    /\ WF_vars(HostNext) /\ WF_vars(Watchdog) /\ WF_vars(Drain)
    /\ \A c \in Writers : WF_vars(WriterNext(c)) /\ WF_vars(ProcessorNext(c))
=============================================================================
