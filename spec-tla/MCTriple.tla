------------------------------ MODULE MCTriple ------------------------------
(***************************************************************************)
(* The triple buffer within bounds.                                        *)
(***************************************************************************)
EXTENDS TripleClaims

CONSTANTS
    MaxAttempts,   \* commits begun, published, refused or not
    MaxFaults,     \* kills of either side and losses of memory, together
    Features       \* which of "base", "kill client", "kill host", "reboot", "wait"

MCAttempts      == 1 .. MaxAttempts
MCPermits(what) == what \in Features
MCFaults        == 1 .. MaxFaults

\* Nobody stops for ever; the client need not begin a commit.
ClientGoesOn == ReadControl \/ Write \/ Offer \/ Wake \/ StartClient \/ OpenControl
                \/ OpenDurable \/ OpenJournal

FairSpec == /\ Spec
            /\ WF_vars(HostNext)
            /\ WF_vars(ClientGoesOn)
            /\ WF_vars(Drain)
=============================================================================
