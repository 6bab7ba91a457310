------------------------------- MODULE Store -------------------------------
(***************************************************************************)
(* What a host and the readers of its snapshots may rely on, whatever the  *)
(* store.  No mechanism: no files, no locks.  The images that a host       *)
(* offers are numbered in their order; 0 is "no image".  A SIGKILL is a    *)
(* step in which nothing here changes, except that a killed reader leaves; *)
(* a power cut may take an image away that was not reported, no other.     *)
(*                                                                         *)
(* A store implements this module if its steps, seen through a refinement  *)
(* mapping, are steps of Spec.  The mapping must decode pages: a torn      *)
(* image then decodes to something that was never offered.                 *)
(***************************************************************************)
EXTENDS Naturals

CONSTANT Readers

VARIABLES
    offered,    \* images that publishing has begun with
    found,      \* the image that a search finds which starts now
    reported,   \* the newest image that the host was told is safe
    since,      \* for each reader, what it knew when it began to look
    views       \* for each reader, the image that it sees

vars == <<offered, found, reported, since, views>>

NoImage == 0

Max(i, j) == IF i < j THEN j ELSE i

Init ==
    /\ offered = 0 /\ found = NoImage /\ reported = NoImage
    /\ since = [r \in Readers |-> NoImage]
    /\ views = [r \in Readers |-> NoImage]

\* The host begins to publish one more image.
Offer ==
    /\ offered' = offered + 1
    /\ UNCHANGED <<found, reported, since, views>>

\* Until it is reported, an image may appear and vanish again.  What was
\* reported, or something newer, is found at every instant.
Appear ==
    /\ found' \in reported .. offered
    /\ UNCHANGED <<offered, reported, since, views>>

\* A publication has succeeded, or a restarted host is told what there is.
Report ==
    /\ reported' = found
    /\ UNCHANGED <<offered, found, since, views>>

\* A reader begins to look for an image.  It may have heard of what was
\* reported, and it knows what it has; that it keeps meanwhile, or gives up.
Look(r) ==
    /\ since' = [since EXCEPT ![r] = Max(reported, views[r])]
    /\ views' \in {views, [views EXCEPT ![r] = NoImage]}
    /\ UNCHANGED <<offered, found, reported>>

\* It finds one that is not older.
Open(r) ==
    /\ \E i \in since[r] .. offered :
          i # NoImage /\ views' = [views EXCEPT ![r] = i]
    /\ UNCHANGED <<offered, found, reported, since>>

\* It goes or dies.  Nothing else changes what it sees.
Leave(r) ==
    /\ views' = [views EXCEPT ![r] = NoImage]
    /\ since' = [since EXCEPT ![r] = NoImage]
    /\ UNCHANGED <<offered, found, reported>>

PowerCut ==
    /\ found' \in reported .. offered
    /\ since' = [r \in Readers |-> NoImage]
    /\ views' = [r \in Readers |-> NoImage]
    /\ UNCHANGED <<offered, reported>>

Next ==
    \/ Offer \/ Appear \/ Report \/ PowerCut
    \/ \E r \in Readers : Look(r) \/ Open(r) \/ Leave(r)

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* What follows.                                                           *)
(***************************************************************************)
TypeInv ==
    /\ offered \in Nat /\ found \in Nat /\ reported \in Nat
    /\ since \in [Readers -> Nat]
    /\ views \in [Readers -> Nat]

\* S1: a complete image, and never one older than the last reported.
WholeInv    == found \in 0 .. offered
NotOlderInv == found >= reported

\* S2, S3: what a reader sees stays until it opens another one, and then it
\* is not sent back behind what it knew.
StandProp == [][\A r \in Readers :
    views'[r] \notin {views[r], NoImage} => views'[r] >= since[r]]_vars

ReportedProp == [][reported' >= reported]_vars
=============================================================================
