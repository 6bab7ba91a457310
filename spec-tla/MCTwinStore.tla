---------------------------- MODULE MCTwinStore ----------------------------
(***************************************************************************)
(* TwinStore within bounds: the number of images offered, and of faults of *)
(* each kind.  A reader may look for an image in an empty store for ever;  *)
(* here it stops counting at MaxTries, one more than any bound allows.     *)
(***************************************************************************)
EXTENDS TwinClaims

CONSTANTS
    MaxAttempts,   \* images offered, published or not
    MaxKills, MaxCuts, MaxFails, MaxTries

\* Each page stays once, changes once, and comes back once: so a page may
\* differ from the image before and not from the one before that, and the
\* other way round.
MCContents == <<<<1, 0>>, <<1, 2>>, <<3, 2>>, <<1, 4>>, <<5, 4>>>>

\* The third image is larger than the two before.
MCGrowing == <<<<1>>, <<2>>, <<3, 3>>, <<4, 4>>>>

MCAttempts == 1 .. MaxAttempts
MCPermits(fault, number) ==
    number <= CASE fault = "kill" -> MaxKills
                [] fault = "cut"  -> MaxCuts
                [] fault = "fail" -> MaxFails
MCCounted(tries) == IF tries < MaxTries THEN tries ELSE MaxTries
=============================================================================
