---------------------------- MODULE TraceEvents ----------------------------
(***************************************************************************)
(* Recorded runs, and where the replay of one is.  An event is an access   *)
(* to shared memory or a call: who does it, what, to which word, with what *)
(* value (a sequence, whatever it is, so that any two can be compared), in *)
(* which order ("-" for a call).  For a store it is an operation on a file *)
(* or a call: the word is the name of the file, the order what came of it. *)
(* The last event of a run is "over".                                      *)
(***************************************************************************)
EXTENDS Integers, Sequences, TLC

CONSTANTS
    Traces,   \* the runs, each a sequence of events
    Fewest     \* a run of fewer events shows nothing

VARIABLES
    trace,    \* which run is replayed
    place     \* which event of it comes next

Event(who, does, word, value, order) ==
    [who |-> who, does |-> does, word |-> word, value |-> value, order |-> order]

\* TLC looks into a constant's definition wherever it is used, and this one is
\* large; a register has only the value.
ASSUME TLCSet(1, Traces)
Runs == 1 .. Len(TLCGet(1))
Run  == TLCGet(1)[trace]
E    == Run[place]

Is(who, does) == E.who = who /\ E.does = does

\* A killed process may have done what it had begun, or not.
IsOpen == E.does \in {"maybe write", "maybe add", "maybe compare and set"}
Said == CASE E.does = "maybe write" -> [E EXCEPT !.does = "write"]
          [] E.does = "maybe add"   -> [E EXCEPT !.does = "add"]
          [] E.does = "maybe compare and set" -> [E EXCEPT !.does = "compare and set"]
          [] OTHER -> E

IsMore == place <= Len(Run)
IsOver == Is("run", "over") /\ place = Len(Run) /\ place >= Fewest

IsExplained == /\ place > Len(Run) /\ place > Fewest
               /\ Run[place - 1].does = "over"

(***************************************************************************)
(* What the caller reads: which runs were explained to the end, and of the *)
(* others where they are stuck and what would have been explained there.   *)
(***************************************************************************)
Tell(goesOn, state) ==
    CASE IsExplained -> PrintT(<<"explained", trace>>)
      [] ~IsMore -> TRUE
      [] ~goesOn -> /\ PrintT(<<"stuck", trace, place>>)
                    /\ PrintT(state)
                    /\ PrintT("end of stuck")
      [] OTHER -> TRUE
=============================================================================
