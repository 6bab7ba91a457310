------------------------------ MODULE MCRemap ------------------------------
(***************************************************************************)
(* Remap capture within bounds: the scripts of the writers, the number of  *)
(* snapshots, and which deaths happen.                                     *)
(***************************************************************************)
EXTENDS RemapClaims

CONSTANTS
    MaxSnapshots,
    MaxFaults,     \* deaths and hang-ups, together
    Features       \* which of "kill host", "hang host", "kill client"

MCNumbers       == 1 .. MaxSnapshots
MCFaults        == 1 .. MaxFaults
MCPermits(what) == what \in Features

\* One writer, which comes back to its first page.
OneWriter == <<<<<<1, 2>>, <<1>>>>>>

\* One writer that writes both pages, once or twice.
Once == <<<<<<1, 2>>>>>>
Twice == <<<<<<1, 2>>, <<1, 2>>>>>>

\* A page for the first snapshot, then both, the other one first.
ThenBoth == <<<<<<1>>, <<2, 1>>>>>>

\* Two writers over the same pages, in opposite order.
TwoWriters == <<<<<<1, 2>>>>, <<<<2, 1>>>>>>
=============================================================================
