-------------------------------- MODULE Life --------------------------------
(***************************************************************************)
(* Locks and names: how hosts and clients of one store see each other, and *)
(* what may be removed at the end. Hosts are started one after another and *)
(* at once, from any environment; somebody removes names at any time.      *)
(*                                                                         *)
(* Three files show that a store is in use: its lock file, the record      *)
(* beside it, and its memory. A host locks each of them, a client too. A   *)
(* lock is on an inode, and whoever looks for one finds it by a name. So   *)
(* all that is claimed holds for an owner as long as one of the inodes     *)
(* that it has locked keeps its name.                                      *)
(*                                                                         *)
(* Each memory has a path of its own. The record says at which path it is, *)
(* and which inode; a copy of the record stands beside the memory.         *)
(***************************************************************************)
EXTENDS Naturals

CONSTANTS
    Hosts,        \* processes, each started once; the client of h has the number h
    Inodes,       \* numbers of files, from 1 on
    MaxRemovals,  \* names that somebody removes
    MaxCommits,   \* commits to one memory
    Ablation      \* the rule that is switched off, or "none"

VARIABLES
    name,      \* [Names -> inode or 0]: which file a name leads to
    fresh,     \* the next inode
    host,      \* [Hosts -> what a host does, and what it has opened]
    client,    \* [Hosts -> "none", "on" or "dead"]
    hostLock,  \* {<<host, inode>>}
    clientLock,\* {<<client, inode>>}: of the lock file, the record and the memory
    ownLock,   \* clients that hold the lock in a file that nothing else opens
    record,    \* [Inodes -> [path, inode]]: what a record, or the copy beside a memory, says
    value,     \* [Inodes -> number of the newest commit]
    saved,     \* {<<inode, number>>}: states that are on disk
    aside,     \* inodes that were put aside
    removals,
    gone,      \* owners of whose inodes none had its name at some instant
    destroyed  \* inodes with a state that no disk has, and whose name a host has taken away

vars == <<name, fresh, host, client, hostLock, clientLock, ownLock, record, value, saved, aside,
          removals, gone, destroyed>>

On(rule) == Ablation # rule

Paths == {"memory1", "memory2", "memory3"}
Names == {"lock", "record"} \cup Paths
PathOf(h) == CASE h = 1 -> "memory1" [] h = 2 -> "memory2" [] OTHER -> "memory3"

Nothing == [path |-> "memory1", inode |-> 0]
Idle == [step |-> "off", lock |-> 0, record |-> 0, memory |-> 0, path |-> "memory1"]

Init ==
    /\ name = [n \in Names |-> 0]
    /\ fresh = 1
    /\ host = [h \in Hosts |-> Idle]
    /\ client = [h \in Hosts |-> "none"]
    /\ hostLock = {} /\ clientLock = {} /\ ownLock = {}
    /\ record = [i \in Inodes |-> Nothing]
    /\ value = [i \in Inodes |-> 0]
    /\ saved = {} /\ aside = {}
    /\ removals = 0 /\ gone = {} /\ destroyed = {}

LockedByHost(i, but) == \E g \in Hosts \ {but} : <<g, i>> \in hostLock
LockedByClient(i) == \E c \in Hosts : <<c, i>> \in clientLock

\* A client that is seen at the memory: by its own lock file, or at the inode.
InUse(i) == \E c \in Hosts : client[c] = "on" /\ host[c].memory = i
                             /\ (c \in ownLock \/ <<c, i>> \in clientLock)

\* A client that has shown itself beside the store.
Shown(h) == LockedByClient(host[h].lock) \/ LockedByClient(host[h].record)

\* Whose inodes have all lost their names is on his own from then on.
Persists(h) == host[h].step \in {"held", "on"}
NoName(locks) == ~\E n \in Names : name'[n] \in {l[2] : l \in locks}
Watch ==
    gone' = gone
        \cup {<<"host", h>> : h \in {g \in Hosts :
                Persists(g)' /\ NoName({l \in hostLock' : l[1] = g})}}
        \cup {<<"client", c>> : c \in {d \in Hosts :
                client'[d] = "on" /\ NoName({l \in clientLock' : l[1] = d})}}

Refuse(h) ==
    /\ host' = [host EXCEPT ![h].step = "refused"]
    /\ hostLock' = {l \in hostLock : l[1] # h}
    /\ UNCHANGED <<name, fresh, client, clientLock, ownLock, record, value, saved, aside, removals,
                   destroyed>>

\* Opens a file that is there for nothing else, makes it where it is missing, and locks it.
Open(h, n, from, to) ==
    /\ host[h].step = from
    /\ LET i == IF name[n] = 0 THEN fresh ELSE name[n]
           takes == n = "lock" \/ On("lock the record")
       IN /\ i \in Inodes
          /\ IF takes /\ LockedByHost(i, h)
             THEN Refuse(h)
             ELSE /\ name' = [name EXCEPT ![n] = i]
                  /\ fresh' = IF name[n] = 0 THEN fresh + 1 ELSE fresh
                  /\ host' = IF n = "lock"
                             THEN [host EXCEPT ![h].step = to, ![h].lock = i]
                             ELSE [host EXCEPT ![h].step = to, ![h].record = i]
                  /\ hostLock' = IF takes THEN hostLock \cup {<<h, i>>} ELSE hostLock
                  /\ UNCHANGED <<client, clientLock, ownLock, record, value, saved, aside, removals,
                                 destroyed>>

OpenLock(h) == Open(h, "lock", "off", "locked") /\ Watch
OpenRecord(h) == Open(h, "record", "locked", "recorded") /\ Watch

\* Where the record says, or a copy beside a memory.
Leads(said) == said.inode # 0 /\ name[said.path] = said.inode
Found(h) ==
    IF Leads(record[host[h].record]) THEN {record[host[h].record]}
    ELSE IF On("copy beside the memory")
         THEN {record[name[p]] : p \in {q \in Paths : name[q] # 0 /\ Leads(record[name[q]])}}
         ELSE {}

\* Goes to the memory, locks it, and writes down where it is. A new one only where none is found.
Find(h) ==
    /\ host[h].step = "recorded"
    /\ IF Found(h) # {}
       THEN \E found \in Found(h) :
              IF LockedByHost(found.inode, h)
              THEN Refuse(h)
              ELSE /\ host' = [host EXCEPT ![h].step = "held", ![h].memory = found.inode,
                                           ![h].path = found.path]
                   /\ hostLock' = hostLock \cup {<<h, found.inode>>}
                   /\ record' = [record EXCEPT ![host[h].record] = found]
                   /\ UNCHANGED <<name, fresh, client, clientLock, ownLock, value, saved, aside,
                                  removals, destroyed>>
       ELSE IF On("look for a client elsewhere") /\ Shown(h)
            THEN Refuse(h)
            ELSE LET said == [path |-> PathOf(h), inode |-> fresh]
                 IN /\ fresh \in Inodes
                    /\ fresh' = fresh + 1
                    /\ name' = [name EXCEPT ![PathOf(h)] = fresh]
                    /\ host' = [host EXCEPT ![h].step = "held", ![h].memory = fresh,
                                            ![h].path = PathOf(h)]
                    /\ hostLock' = hostLock \cup {<<h, fresh>>}
                    /\ record' = [record EXCEPT ![host[h].record] = said, ![fresh] = said]
                    /\ UNCHANGED <<client, clientLock, ownLock, value, saved, aside, removals,
                                   destroyed>>
    /\ Watch

\* Which of the three names lead to what the host has locked.
Has(h, n) == CASE n = "lock" -> name["lock"] = host[h].lock
               [] n = "record" -> name["record"] = host[h].record
               [] OTHER -> name[host[h].path] = host[h].memory

AllGone(h) == ~Has(h, "lock") /\ ~Has(h, "record") /\ ~Has(h, "memory")

\* Another host has what a name leads to now.
Taken(h) == \E n \in {"lock", "record"} : name[n] # 0 /\ LockedByHost(name[n], h)

\* A memory in use is captured for its client; beside a client elsewhere none is started. The
\* client shows itself at the files that have the names then, and ends if another one has done so.
Start(h) ==
    /\ host[h].step = "held"
    /\ IF On("look before the start") /\ (AllGone(h) \/ Taken(h))
       THEN Refuse(h)
       ELSE IF InUse(host[h].memory)
       THEN /\ host' = [host EXCEPT ![h].step = "on"]
            /\ UNCHANGED <<client, clientLock, ownLock, hostLock>>
            /\ UNCHANGED <<name, fresh, record, value, saved, aside, removals, destroyed>>
       ELSE IF /\ On("look for a client elsewhere")
               /\ Shown(h) \/ \E n \in {"lock", "record"} : name[n] # 0 /\ LockedByClient(name[n])
            THEN Refuse(h)
            ELSE /\ host' = [host EXCEPT ![h].step = "on"]
                 /\ client' = [client EXCEPT ![h] = "on"]
                 /\ clientLock' = clientLock \cup {<<h, host[h].memory>>}
                      \cup {<<h, name[n]>> : n \in {m \in {"lock", "record"} : name[m] # 0}}
                 /\ ownLock' = IF On("lock file of the memory") THEN ownLock \cup {h} ELSE ownLock
                 /\ UNCHANGED <<name, fresh, hostLock, record, value, saved, aside, removals,
                                destroyed>>
    /\ Watch

Commit(c) ==
    /\ client[c] = "on" /\ value[host[c].memory] < MaxCommits
    /\ value' = [value EXCEPT ![host[c].memory] = @ + 1]
    /\ UNCHANGED <<name, fresh, host, client, hostLock, clientLock, ownLock, record, saved, aside,
                   removals, destroyed>>
    /\ Watch

\* Something else in the client's process opens the memory and closes it: POSIX drops its locks.
CloseOther(c) ==
    /\ client[c] = "on"
    /\ clientLock' = clientLock \ {<<c, host[c].memory>>}
    /\ UNCHANGED <<name, fresh, host, client, hostLock, ownLock, record, value, saved, aside,
                   removals, destroyed>>
    /\ Watch

\* The inode that a name has in the host's eyes after it was made anew where it was missing.
Renewed(h, n, number) == IF Has(h, n) THEN (IF n = "lock" THEN host[h].lock ELSE host[h].record)
                         ELSE IF name[n] = 0 THEN number ELSE name[n]

\* A round: looks at the three names, makes anew what is missing, and publishes.
Round(h) ==
    /\ host[h].step = "on"
    /\ LET lock == Renewed(h, "lock", fresh)
           next == IF lock = fresh THEN fresh + 1 ELSE fresh
           rec == Renewed(h, "record", next)
           last == IF rec = next THEN next + 1 ELSE next
           isLost == \/ On("stop when all are gone") /\ AllGone(h)
                     \/ LockedByHost(lock, h) \/ LockedByHost(rec, h)
       IN IF isLost
          THEN /\ host' = [host EXCEPT ![h].step = "lost"]
               /\ UNCHANGED <<name, fresh, hostLock, record, saved>>
          ELSE IF ~On("make names anew")
          THEN /\ saved' = saved \cup {<<host[h].memory, value[host[h].memory]>>}
               /\ UNCHANGED <<host, name, fresh, hostLock, record>>
          ELSE /\ lock \in Inodes /\ rec \in Inodes
               /\ name' = [name EXCEPT !["lock"] = lock, !["record"] = rec]
               /\ fresh' = last
               /\ host' = [host EXCEPT ![h].lock = lock, ![h].record = rec]
               /\ hostLock' = hostLock \cup {<<h, lock>>, <<h, rec>>}
               /\ record' = [record EXCEPT ![rec] = [path |-> host[h].path, inode |-> host[h].memory]]
               /\ saved' = saved \cup {<<host[h].memory, value[host[h].memory]>>}
    /\ UNCHANGED <<client, clientLock, ownLock, value, aside, removals, destroyed>>
    /\ Watch

IsSaved(i) == value[i] = 0 \/ <<i, value[i]>> \in saved

\* The client has ended: what was captured may be removed, and nothing else.
End(h) ==
    /\ host[h].step = "on" /\ ~InUse(host[h].memory)
    /\ LET there == name[host[h].path]
           isOurs == there = host[h].memory \/ ~On("look at the inode before removing")
           mayRemove == there # 0 /\ isOurs /\ (IsSaved(host[h].memory) \/ ~On("remove what was read back"))
       IN /\ IF mayRemove
             THEN /\ name' = [name EXCEPT ![host[h].path] = 0]
                  /\ destroyed' = IF IsSaved(there) THEN destroyed ELSE destroyed \cup {there}
                  /\ UNCHANGED aside
             ELSE IF there # 0 /\ ~isOurs
             THEN /\ name' = [name EXCEPT ![host[h].path] = 0]
                  /\ aside' = aside \cup {there}
                  /\ UNCHANGED destroyed
             ELSE UNCHANGED <<name, aside, destroyed>>
    /\ host' = [host EXCEPT ![h].step = "ended"]
    /\ hostLock' = {l \in hostLock : l[1] # h}
    /\ UNCHANGED <<fresh, client, clientLock, ownLock, record, value, saved, removals>>
    /\ Watch

KillHost(h) ==
    /\ host[h].step \in {"locked", "recorded", "held", "on", "lost"}
    /\ host' = [host EXCEPT ![h].step = "ended"]
    /\ hostLock' = {l \in hostLock : l[1] # h}
    /\ UNCHANGED <<name, fresh, client, clientLock, ownLock, record, value, saved, aside, removals,
                   destroyed>>
    /\ Watch

KillClient(c) ==
    /\ client[c] = "on"
    /\ client' = [client EXCEPT ![c] = "dead"]
    /\ clientLock' = {l \in clientLock : l[1] # c}
    /\ ownLock' = ownLock \ {c}
    /\ UNCHANGED <<name, fresh, host, hostLock, record, value, saved, aside, removals, destroyed>>
    /\ Watch

\* A cleaner, a logout, or somebody who takes a lock file for stale.
Remove(n) ==
    /\ name[n] # 0 /\ removals < MaxRemovals
    /\ name' = [name EXCEPT ![n] = 0]
    /\ removals' = removals + 1
    /\ UNCHANGED <<fresh, host, client, hostLock, clientLock, ownLock, record, value, saved, aside,
                   destroyed>>
    /\ Watch

\* A program that knows only the path makes the memory anew and commits there.
Recreate(p) ==
    /\ name[p] = 0 /\ fresh \in Inodes
    /\ \E h \in Hosts : client[h] = "dead" /\ host[h].path = p /\ host[h].step = "on"
    /\ name' = [name EXCEPT ![p] = fresh]
    /\ value' = [value EXCEPT ![fresh] = 1]
    /\ fresh' = fresh + 1
    /\ UNCHANGED <<host, client, hostLock, clientLock, ownLock, record, saved, aside, removals,
                   destroyed>>
    /\ Watch

Next ==
    \/ \E h \in Hosts :
        \/ OpenLock(h) \/ OpenRecord(h) \/ Find(h) \/ Start(h) \/ Round(h) \/ End(h) \/ KillHost(h)
        \/ Commit(h) \/ CloseOther(h) \/ KillClient(h)
    \/ \E n \in Names : Remove(n)
    \/ \E p \in Paths : Recreate(p)

Spec == Init /\ [][Next]_vars

TypeInv ==
    /\ \A n \in Names : name[n] \in Inodes \cup {0}
    /\ hostLock \subseteq (Hosts \X Inodes) /\ clientLock \subseteq (Hosts \X Inodes)

\* L2: one host persists the store, and one client writes for it.
OneHostInv ==
    \A g, h \in Hosts : g # h /\ host[g].step = "on" /\ host[h].step = "on"
        => <<"host", g>> \in gone \/ <<"host", h>> \in gone
OneClientInv ==
    \A c, d \in Hosts : c # d /\ client[c] = "on" /\ client[d] = "on"
        => <<"client", c>> \in gone \/ <<"client", d>> \in gone

\* L2: who finds all three gone publishes nothing more.
StopsProp ==
    [][\A h \in Hosts : host[h].step = "on" /\ AllGone(h) /\ host'[h].step = "on"
        => host'[h].lock = host[h].lock]_vars

\* L3: no host takes away the name of a state that is not on disk.
KeptInv == destroyed = {}

\* L6: the lock of a client lasts as long as the client.
HeldInv == \A c \in Hosts : client[c] = "on" => c \in ownLock \/ <<c, host[c].memory>> \in clientLock

\* False on purpose: each shows that the model comes so far.
DebugNeverBeside == ~\E g, h \in Hosts : g # h /\ host[g].step = "on" /\ host[h].step = "on"
DebugNeverAside == aside = {}
DebugNeverCaptures == ~\E h \in Hosts : host[h].step = "on" /\ client[h] = "none"
=============================================================================
