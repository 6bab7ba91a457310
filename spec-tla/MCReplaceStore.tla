--------------------------- MODULE MCReplaceStore ---------------------------
(***************************************************************************)
(* ReplaceStore within bounds: the number of images offered, and of faults *)
(* of each kind.  Without a bound on faults the list of directory          *)
(* operations could grow for ever.                                         *)
(***************************************************************************)
EXTENDS ReplaceClaims

CONSTANTS
    MaxAttempts,   \* images offered, published or not
    MaxKills, MaxCuts, MaxFails

MCAttempts == 1 .. MaxAttempts
MCPermits(fault, number) ==
    number <= CASE fault = "kill" -> MaxKills
                [] fault = "cut"  -> MaxCuts
                [] fault = "fail" -> MaxFails
=============================================================================
