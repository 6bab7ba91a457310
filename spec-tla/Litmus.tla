------------------------------- MODULE Litmus -------------------------------
(***************************************************************************)
(* Small programs that tell memory models apart, run on Memory.  Which     *)
(* outcomes each mode allows is written in litmus.json; from there it      *)
(* comes here as module LitmusTests.  AllowedInv says that no outcome is   *)
(* reached that is not allowed.  That every allowed one is reached is      *)
(* seen from what ReportInv prints: `make check` compares the two.         *)
(*                                                                         *)
(* The allowed outcomes were not taken from this model.  They were         *)
(* computed from axioms over whole executions: x86-TSO and PSO as acyclic  *)
(* unions of preserved program order, reads-from, coherence and            *)
(* from-reads; weak as RC11 with the release sequences of C++20 and        *)
(* without cycles of program order and reads-from.                         *)
(*                                                                         *)
(* A register is what a read or an update read, numbered through the       *)
(* program.  An outcome is all registers, then the final values of the     *)
(* words that the test names.                                              *)
(***************************************************************************)
EXTENDS LitmusTests, Integers, Sequences, TLC

CONSTANTS Mode, Collects, Broken

Locations == {"x", "y", "z"}
Threads   == 1 .. 4

Memory == INSTANCE Memory WITH AppendOnly <- FALSE

VARIABLES
    test,   \* the name of the test that runs
    M,      \* the shared memory
    pc,     \* of each thread, how many instructions it has done
    regs    \* of each thread, what it has read

vars == <<test, M, pc, regs>>

Named == [n \in {Tests[i].name : i \in DOMAIN Tests} |->
             Tests[CHOOSE i \in DOMAIN Tests : Tests[i].name = n]]

Program(t) ==
    IF t \in DOMAIN Named[test].threads THEN Named[test].threads[t] ELSE <<>>

Init ==
    /\ test \in DOMAIN Named
    /\ M = Memory!MInit([l \in Locations |-> 0])
    /\ pc = [t \in Threads |-> 0]
    /\ regs = [t \in Threads |-> <<>>]

Result(t, i) ==
    CASE i.op = "R" -> Memory!Read(M, t, i.loc, i.order)
      [] i.op = "C" -> Memory!CompareAndSet(M, t, i.loc, i.expected, i.val, i.order)
      [] i.op = "X" -> Memory!Exchange(M, t, i.loc, i.val, i.order)
      [] i.op = "A" -> Memory!FetchAndAdd(M, t, i.loc, i.val, i.order)

Execute == \E t \in Threads :
    /\ pc[t] < Len(Program(t))
    /\ pc' = [pc EXCEPT ![t] = @ + 1]
    /\ LET i == Program(t)[pc[t] + 1] IN
       CASE i.op = "W" -> /\ M' \in Memory!Write(M, t, i.loc, i.val, i.order)
                          /\ UNCHANGED regs
         [] i.op = "F" -> M' \in Memory!Fence(M, t, i.order) /\ UNCHANGED regs
         [] OTHER      -> \E r \in Result(t, i) :
                             /\ M' = r.m
                             /\ regs' = [regs EXCEPT ![t] = Append(@, r.v)]
    /\ UNCHANGED test

Drain == M' \in Memory!Internal(M) /\ UNCHANGED <<test, pc, regs>>

Done == \A t \in Threads : pc[t] = Len(Program(t))

\* Every test ends, and TLC must not take that for a deadlock.
Rest == Done /\ Memory!Internal(M) = {} /\ UNCHANGED vars

Next == Execute \/ Drain \/ Rest

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
Ended == Done /\ Memory!Internal(M) = {}

Outcome == regs[1] \o regs[2] \o regs[3] \o regs[4]
             \o [i \in DOMAIN Named[test].memory |->
                    Memory!Latest(M, Named[test].memory[i])]

AllowedInv == Ended => Outcome \in Named[test].allowed[Mode]

ReportInv == Ended => PrintT(<<"outcome", Mode, test, Outcome>>)

\* SC and TSO know no order but seq-cst: there, an access that is weakened
\* from release or acquire to relaxed is the same access.
ForgivenInv == Mode \in {"SC", "TSO"} =>
    \A t \in Threads : \A l \in Locations :
        /\ Memory!Read(M, t, l, "acq") = Memory!Read(M, t, l, "rlx")
        /\ Memory!Write(M, t, l, 1, "rel") = Memory!Write(M, t, l, 1, "rlx")
        /\ Memory!Exchange(M, t, l, 1, "ar") = Memory!Exchange(M, t, l, 1, "rlx")
        /\ \A o \in {"acq", "rel", "ar"} : Memory!Fence(M, t, o) = {M}
=============================================================================
