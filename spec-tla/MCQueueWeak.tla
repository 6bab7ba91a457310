---------------------------- MODULE MCQueueWeak ----------------------------
(***************************************************************************)
(* MCQueue in two phases, for mode weak: first the client runs to its end, *)
(* then the host captures, reading from the whole history of every word.   *)
(*                                                                         *)
(* This is exact.  The client reads nothing that the host writes (Q6), so  *)
(* it cannot notice when the host runs.  And whatever a host that runs     *)
(* beside the client reads, a later one can read too: a history only       *)
(* grows, and only the host's own reads and fences move its view, which    *)
(* is all that limits them.  What is claimed of the host is judged by the  *)
(* log, which only grows as well.                                          *)
(*                                                                         *)
(* Two more things that change no verdict are left out.  Words are copied  *)
(* in one order, because relaxed reads of different words commute.  And a  *)
(* client is killed only within a commit, because between two commits a    *)
(* kill cannot be noticed (RecoverInv).                                    *)
(***************************************************************************)
EXTENDS MCQueue

ClientIsDone == attempt = MaxAttempts /\ client.plan = <<>>

MCPhased(what) ==
    CASE what = "capture"     -> ClientIsDone
      [] what = "kill client" -> what \in Faults /\ client.plan # <<>>
      [] OTHER                -> what \in Faults

MCInOneOrder(todo) == {CHOOSE l \in todo : TRUE}
=============================================================================
