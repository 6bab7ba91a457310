---------------------------- MODULE RemapRecovery ----------------------------
(***************************************************************************)
(* Remap capture when somebody has died: what the next client finds.  A    *)
(* client writes transactions to a memory, a host publishes images of it,  *)
(* either may die at every step, and the next host keeps the memory, or    *)
(* fills it with the last snapshot; it may die of that, too.               *)
(*                                                                         *)
(* An image of a client that lives is one step: that it is the memory at   *)
(* one instant, of whole transactions, is what Remap says.  A publication  *)
(* is one, too: each store refines Store.  A memory that nobody uses is    *)
(* copied, and filled, word by word.  Stores are in program order, for who *)
(* sees that a lock has dropped comes behind the end of its process.       *)
(*                                                                         *)
(* Not covered: two memories in turns for one snapshot, a client that      *)
(* creates the file anew, memory that grows.                               *)
(***************************************************************************)
EXTENDS Integers, Sequences

CONSTANTS
    Place,        \* "own": a memory is replaced by one that was filled beside it;
                  \* "passed": it is somebody else's, and filled in its place
    MaxAttempts,  \* transactions begun
    MaxFaults,    \* faults, together
    Features,     \* which of "kill client", "kill host", "reboot", "pass older"
    MaxStrangers, \* clients of dead hosts, which come as late as they like
    Ablation      \* "none", or the rule that is switched off

Rules == {"odd is cut short", "lock first", "newest snapshot", "not older",
          "version first", "version last", "say that it is filled",
          "last round first", "lock for the copy", "save before discard"}

ASSUME Place \in {"own", "passed"}
ASSUME Ablation \in {"none"} \cup Rules

Keeps(rule) == Ablation # rule

Pages    == {1, 2}
Sequence == 0    \* its word is odd while a transaction is under way
Version  == -1   \* its word: "none", "remap", or "filling"

VARIABLES
    memory,    \* the words of the file that has the name; "absent" if there is none
    lock,      \* who has it: "client", "host" or "none"
    client,    \* its phase, its stores to come, whether it has written
    host,      \* its phase, and what it knows
    store,     \* the newest image, and the one before it
    finished,  \* ghost: the state that the next client must find, or Lost
    attempts, strangers, faults

vars == <<memory, lock, client, host, store, finished, attempts, strangers, faults>>

(***************************************************************************)
(* A state is the transactions that led to it, and each page holds all of  *)
(* it: so one can see whether it is torn, or older than another one.       *)
(***************************************************************************)
Beginning == <<>>
Lost      == <<-1>>

Image(state) == [sequence |-> 2 * Len(state), data |-> [p \in Pages |-> state]]
StateOf(i)   == i.data[1]
IsWhole(i)   == i.sequence = 2 * Len(StateOf(i)) /\ \A p \in Pages : i.data[p] = StateOf(i)
IsOdd(i)     == i.sequence % 2 = 1
Extends(s, t) == Len(t) <= Len(s) /\ SubSeq(s, 1, Len(t)) = t

Memory(version, i) ==
    [version |-> version, sequence |-> i.sequence, data |-> i.data]
Fresh  == Memory("none", Image(Beginning))    \* zeros: a client configures them
Absent == Memory("absent", Image(Beginning))

Value(m, word) == IF word = Sequence THEN m.sequence ELSE m.data[word]
With(m, word, value) ==
    CASE word = Version  -> [m EXCEPT !.version = value]
      [] word = Sequence -> [m EXCEPT !.sequence = value]
      [] OTHER           -> [m EXCEPT !.data[word] = value]

Newest == IF store = <<>> THEN Image(Beginning) ELSE store[1]

IsThere == memory.version # "absent"
HasState == /\ memory.version = "remap"
            /\ ~IsOdd(memory) \/ ~Keeps("odd is cut short")

-----------------------------------------------------------------------------
(***************************************************************************)
(* The client.  It locks the memory, registers with a host, looks what is  *)
(* there, and only then writes.                                            *)
(***************************************************************************)
NoClient == [phase |-> "none", todo |-> <<>>, isNew |-> FALSE]

Receives == host.phase \in {"await", "rest", "serve"}

\* The client that the host has started, or one that comes late.
LockMemory ==
    /\ client.phase = "none" /\ lock = "none" /\ IsThere
    /\ \/ /\ host.phase = "serve" /\ host.owes
          /\ host' = [host EXCEPT !.owes = FALSE]
          /\ UNCHANGED strangers
       \/ /\ strangers < MaxStrangers
          /\ strangers' = strangers + 1
          /\ UNCHANGED host
    /\ lock' = "client"
    /\ client' = [NoClient EXCEPT !.phase = "open"]
    /\ UNCHANGED <<memory, store, finished, attempts, faults>>

\* What is not configured it configures; what holds no state it refuses.
LookAtMemory ==
    /\ client.phase = "open" /\ Receives
    /\ CASE memory.version = "none" ->
              /\ memory' = [memory EXCEPT !.version = "remap", !.sequence = 0]
              /\ client' = [client EXCEPT !.phase = "run", !.isNew = TRUE]
              /\ UNCHANGED lock
         [] HasState ->
              /\ client' = [client EXCEPT !.phase = "run", !.isNew = TRUE]
              /\ UNCHANGED <<memory, lock>>
         [] OTHER ->
              /\ client' = NoClient /\ lock' = "none"
              /\ UNCHANGED memory
    /\ UNCHANGED <<host, store, finished, attempts, strangers, faults>>

Begin ==
    /\ client.phase = "run" /\ client.todo = <<>>
    /\ attempts < MaxAttempts
    /\ attempts' = attempts + 1
    /\ LET next == Append(StateOf(memory), attempts + 1)
       IN client' = [phase |-> "run", isNew |-> FALSE, todo |->
             <<<<Sequence, memory.sequence + 1>>, <<1, next>>, <<2, next>>,
               <<Sequence, memory.sequence + 2>>>>]
    /\ finished' = StateOf(memory)
    /\ UNCHANGED <<memory, lock, host, store, strangers, faults>>

\* The last store finishes the transaction.
Issue ==
    /\ client.todo # <<>>
    /\ memory' = With(memory, Head(client.todo)[1], Head(client.todo)[2])
    /\ client' = [client EXCEPT !.todo = Tail(@)]
    /\ finished' = IF Len(client.todo) = 1 THEN StateOf(memory) ELSE finished
    /\ UNCHANGED <<lock, host, store, attempts, strangers, faults>>

ClientGoes == /\ client' = NoClient
              /\ lock' = IF lock = "client" THEN "none" ELSE lock

\* Between two transactions, or because there is no host.
EndClient ==
    /\ \/ client.phase = "run" /\ client.todo = <<>>
       \/ client.phase = "open" /\ ~Receives
    /\ ClientGoes
    /\ UNCHANGED <<memory, host, store, finished, attempts, strangers, faults>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The host.  found: what it would fill a memory with; draft: a memory     *)
(* beside; todo: what is still to be written, or copied; image: what it    *)
(* has taken and not yet published; owes: its client has yet to come;      *)
(* ends: its client has gone.                                              *)
(***************************************************************************)
NoImage  == [sequence |-> -1, data |-> Image(Beginning).data]
DeadHost == [phase |-> "dead", found |-> Fresh, draft |-> Absent, todo |-> <<>>,
             image |-> NoImage, owes |-> FALSE, ends |-> FALSE]

Found ==
    IF store = <<>> THEN Fresh
    ELSE Memory("remap", IF Keeps("newest snapshot") \/ Len(store) = 1
                         THEN store[1] ELSE store[2])

Preparing == [DeadHost EXCEPT !.phase = "prepare", !.found = Found]

\* The lock of the store lets one host in at a time.
StartHost ==
    /\ host.phase = "dead"
    /\ host' = Preparing
    /\ UNCHANGED <<memory, lock, client, store, finished, attempts, strangers, faults>>

IsKept ==
    \/ /\ HasState
       /\ memory.sequence >= host.found.sequence \/ ~Keeps("not older")
    \/ memory.version = "none" /\ store = <<>>

(***************************************************************************)
(* What is written to fill a memory.  In place, the version word goes      *)
(* first and comes last: what is half filled is neither taken by anybody   *)
(* nor, which is why it is not zero meanwhile, configured.                 *)
(***************************************************************************)
Filling ==
    LET f     == host.found
        first == <<Version, IF Keeps("say that it is filled") THEN "filling" ELSE "none">>
        last  == <<Version, f.version>>
        body  == <<<<Sequence, f.sequence>>, <<1, f.data[1]>>, <<2, f.data[2]>>>>
    IN IF ~Keeps("version last") THEN <<first, last>> \o body
       ELSE IF ~Keeps("version first") THEN body \o <<last>>
       ELSE <<first>> \o body \o <<last>>

\* A memory that a client has locked is left alone; any other is looked at,
\* and filled, under that lock.
Prepare ==
    /\ host.phase = "prepare"
    /\ IF lock = "client" /\ Keeps("lock first")
       THEN /\ host' = [host EXCEPT !.phase = "await"]
            /\ UNCHANGED lock
       ELSE IF IsKept
       THEN /\ host' = [host EXCEPT !.phase = "prepared"]
            /\ UNCHANGED lock
       ELSE /\ host' = [host EXCEPT !.phase = "fill", !.todo = Filling]
            /\ lock' = IF IsThere /\ lock = "none" THEN "host" ELSE lock
    /\ UNCHANGED <<memory, client, store, finished, attempts, strangers, faults>>

Fill ==
    /\ host.phase = "fill" /\ host.todo # <<>>
    /\ LET word == Head(host.todo)
       IN IF Place = "passed"
          THEN /\ memory' = With(memory, word[1], word[2])
               /\ host' = [host EXCEPT !.todo = Tail(@)]
          ELSE /\ host' = [host EXCEPT !.todo = Tail(@),
                                       !.draft = With(@, word[1], word[2])]
               /\ UNCHANGED memory
    /\ UNCHANGED <<lock, client, store, finished, attempts, strangers, faults>>

Unlocked == IF lock = "host" THEN "none" ELSE lock

\* Of a memory of its own: the rename.
EndFill ==
    /\ host.phase = "fill" /\ host.todo = <<>>
    /\ memory' = IF Place = "passed" THEN memory ELSE host.draft
    /\ lock' = Unlocked
    /\ host' = [host EXCEPT !.phase = "prepared", !.draft = Absent]
    /\ UNCHANGED <<client, store, finished, attempts, strangers, faults>>

StartClient ==
    /\ host.phase = "prepared"
    /\ host' = [host EXCEPT !.phase = "serve", !.owes = TRUE]
    /\ UNCHANGED <<memory, lock, client, store, finished, attempts, strangers, faults>>

Capture ==
    /\ host.phase \in {"await", "serve"} /\ client.phase = "run"
    /\ ~IsOdd(memory) /\ memory.sequence # Newest.sequence
    /\ host' = [host EXCEPT !.image =
                  [sequence |-> memory.sequence, data |-> memory.data]]
    /\ UNCHANGED <<memory, lock, client, store, finished, attempts, strangers, faults>>

IsTaken == host.image # NoImage /\ host.todo = <<>>

Publish ==
    /\ host.phase # "dead" /\ IsTaken
    /\ host.phase = "rest" => client.phase # "run"
    /\ store' = IF host.image = Newest THEN store
                ELSE <<host.image>> \o (IF store = <<>> THEN <<>> ELSE <<store[1]>>)
    /\ host' = [host EXCEPT !.image = NoImage]
    /\ UNCHANGED <<memory, lock, client, finished, attempts, strangers, faults>>

(***************************************************************************)
(* The last round, when the client has gone: under the lock, so that no    *)
(* other one comes, a plain copy.                                          *)
(***************************************************************************)
IsAlone == lock = "none" /\ ~host.owes

BeginLastRound ==
    /\ host.phase \in {"await", "serve"} /\ IsAlone
    /\ lock' = IF Keeps("lock for the copy") THEN "host" ELSE lock
    /\ host' = [host EXCEPT !.phase = "rest", !.ends = host.phase = "serve",
          !.image = NoImage,
          !.todo = IF HasState THEN <<Sequence, 1, 2>> ELSE <<>>]
    /\ UNCHANGED <<memory, client, store, finished, attempts, strangers, faults>>

\* Without the rule: the lock has dropped before the host looked again.
SkipLastRound ==
    /\ host.phase = "await" /\ IsAlone /\ ~Keeps("last round first")
    /\ host' = [host EXCEPT !.phase = "prepared"]
    /\ UNCHANGED <<memory, lock, client, store, finished, attempts, strangers, faults>>

CopyWord ==
    /\ host.phase = "rest" /\ host.todo # <<>>
    /\ LET word == Head(host.todo)
       IN host' = [host EXCEPT !.todo = Tail(@),
                               !.image = With(@, word, Value(memory, word))]
    /\ UNCHANGED <<memory, lock, client, store, finished, attempts, strangers, faults>>

\* A client that has come meanwhile: its memory is not at rest.
DropCopy ==
    /\ host.phase = "rest" /\ client.phase = "run" /\ host.image # NoImage
    /\ host' = [host EXCEPT !.image = NoImage, !.todo = <<>>, !.phase = "await",
                            !.ends = FALSE]
    /\ UNCHANGED <<memory, lock, client, store, finished, attempts, strangers, faults>>

\* What is on disk by now, or was no state, is not needed any more.  What the
\* client of another host has left is prepared for this host's own.
EndLastRound ==
    /\ host.phase = "rest" /\ host.todo = <<>>
    /\ \/ host.image = NoImage
       \/ host.ends /\ ~Keeps("save before discard")
    /\ lock' = Unlocked
    /\ IF host.ends
       THEN /\ memory' = IF Place = "own" THEN Absent ELSE memory
            /\ host' = IF host.image = NoImage THEN DeadHost
                       ELSE [host EXCEPT !.phase = "late"]
       ELSE /\ host' = IF HasState THEN [host EXCEPT !.phase = "prepared"]
                       ELSE Preparing
            /\ UNCHANGED memory
    /\ UNCHANGED <<client, store, finished, attempts, strangers, faults>>

-----------------------------------------------------------------------------
Count(fault) == /\ fault \in Features /\ faults < MaxFaults
                /\ faults' = faults + 1

KillClient ==
    /\ client.phase # "none" /\ Count("kill client")
    /\ ClientGoes
    /\ finished' = IF IsOdd(memory) /\ client.phase = "run" THEN Lost ELSE finished
    /\ UNCHANGED <<memory, host, store, attempts, strangers>>

KillHost ==
    /\ host.phase # "dead" /\ Count("kill host")
    /\ host' = DeadHost /\ lock' = Unlocked
    /\ UNCHANGED <<memory, client, store, finished, attempts, strangers>>

\* Neither memories nor late clients outlive it; what was published does.
Reboot ==
    /\ Count("reboot")
    /\ memory' = IF Place = "own" THEN Absent ELSE Fresh
    /\ host' = DeadHost /\ client' = NoClient /\ lock' = "none"
    /\ finished' = Lost /\ strangers' = MaxStrangers
    /\ UNCHANGED <<store, attempts>>

\* Whoever passes the memory takes one that it had kept from before, of which
\* late clients know nothing.
PassOlder ==
    /\ Place = "passed" /\ Count("pass older")
    /\ host.phase = "dead" /\ client.phase = "none"
    /\ \E n \in 0 .. Len(StateOf(Newest)) :
          memory' = Memory("remap", Image(SubSeq(StateOf(Newest), 1, n)))
    /\ finished' = Lost /\ strangers' = MaxStrangers
    /\ UNCHANGED <<lock, client, host, store, attempts>>

-----------------------------------------------------------------------------
Init ==
    /\ memory = IF Place = "own" THEN Absent ELSE Fresh
    /\ lock = "none" /\ client = NoClient /\ host = DeadHost
    /\ store = <<>> /\ finished = Beginning
    /\ attempts = 0 /\ strangers = 0 /\ faults = 0

Next ==
    \/ LockMemory \/ LookAtMemory \/ Begin \/ Issue \/ EndClient
    \/ StartHost \/ Prepare \/ Fill \/ EndFill \/ StartClient
    \/ Capture \/ Publish
    \/ BeginLastRound \/ SkipLastRound \/ CopyWord \/ DropCopy \/ EndLastRound
    \/ KillClient \/ KillHost \/ Reboot \/ PassOlder

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* R3, of recovery.                                                        *)
(***************************************************************************)
TypeInv ==
    /\ memory.version \in {"absent", "none", "remap", "filling"}
    /\ lock \in {"none", "client", "host"}
    /\ client.phase \in {"none", "open", "run"}
    /\ host.phase \in {"dead", "prepare", "await", "fill", "prepared", "serve",
                       "rest", "late"}
    /\ Len(store) <= 2

\* No image is torn, and none goes back behind the one before it.
StoreInv ==
    /\ \A i \in DOMAIN store : IsWhole(store[i])
    /\ Len(store) = 2 => Extends(StateOf(store[1]), StateOf(store[2]))

\* Who begins finds the state of the last transaction that has finished; or,
\* if one was cut short or the memory was taken away, the newest snapshot.
IsFound(m) ==
    /\ IsWhole(m)
    /\ StateOf(m) = IF finished = Lost THEN StateOf(Newest) ELSE finished

FoundInv == client.phase = "run" /\ client.isNew => IsFound(memory)

\* That is never older than the newest snapshot.
NotOlderInv == client.phase = "run" /\ client.isNew =>
    Extends(StateOf(memory), StateOf(Newest))

\* And a host starts its client only where there is such a state.
ReadyInv == host.phase = "prepared" =>
    \/ memory.version = "remap" /\ IsFound(memory)
    \/ memory = Fresh /\ store = <<>>
=============================================================================
