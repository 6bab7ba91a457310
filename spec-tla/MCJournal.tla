----------------------------- MODULE MCJournal -----------------------------
(***************************************************************************)
(* Journal within bounds: the number of records offered, of those in one   *)
(* batch, and of faults of each kind.  A record is in one file at most     *)
(* once, so a file has room for all of them and a header.                  *)
(***************************************************************************)
EXTENDS JournalClaims

CONSTANTS
    MaxAttempts,   \* records offered, published or not
    MaxCount,      \* records of one batch
    MaxKills, MaxCuts, MaxFails

MCPages    == 1 + MaxAttempts
MCAttempts == 1 .. MaxAttempts
MCCounts   == 1 .. MaxCount
MCPermits(fault, number) ==
    number <= CASE fault = "kill" -> MaxKills
                [] fault = "cut"  -> MaxCuts
                [] fault = "fail" -> MaxFails
=============================================================================
