---------------------------- MODULE Publication ----------------------------
(***************************************************************************)
(* Whose the files of a store are: publication and discard under names     *)
(* that others use too.  Files of others have names that look like ours;   *)
(* somebody removes, replaces and damages files at any time; and each step *)
(* of a publication may fail, for ever.  What SIGKILL and power cuts do to *)
(* one store that is alone is in ReplaceStore; here a step is a rule, not  *)
(* an operation on a file, and what was synced stays.                      *)
(*                                                                         *)
(* A file is known by what is in it: whose it is (the identity of the      *)
(* seal), its generation, whether it is whole.  All else is a ghost.       *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
    Keep,       \* generations that are kept
    Highest,    \* the highest generation of the model
    Ablation    \* the one rule that is switched off, or "none"

VARIABLES
    names,      \* what each name leads to: a file, or NoFile
    files,      \* what is in each file
    aside,      \* files that were put aside, under names that are told
    host,       \* phase, file at hand, what it knows
    memory,     \* the newest commit in memory; Gone if there is no memory
    acked,      \* ghost: the newest image that was reported
    told,       \* ghost: whether the last start has named what it gives up
    deeds       \* ghost: what others have done so far

vars == <<names, files, aside, host, memory, acked, told, deeds>>

\* Bounds.  A model puts smaller ones here; the protocol has none.
Commits == Nat
PermitsDeed(number) == TRUE

Off(rule) == Ablation = rule

NoFile == 0
Gone   == 0 - 1

\* 0 stands for the name of the store itself, g for its generation g.
Name        == 0
Generations == 1 .. Highest

Max(set) == IF set = {} THEN 0 ELSE CHOOSE x \in set : \A y \in set : y <= x
Min(set) == CHOOSE x \in set : \A y \in set : x <= y

Ours == "ours"
Other == "another store's"

Range(f) == {f[x] : x \in DOMAIN f}

\* What nothing leads to is forgotten, and its number is used again.  The
\* host has what it looked at last open, or tells it by its times too: an
\* inode number alone may be another file's by now.
Used == (Range(names) \cup aside \cup {host.file, host.named}) \ {NoFile}
New  == Min((1 .. Cardinality(Used) + 1) \ Used)
WithFile(file) == [f \in Used \cup {New} |-> IF f = New THEN file ELSE files[f]]

-----------------------------------------------------------------------------
(***************************************************************************)
(* L1: what is in a file says whose it is.                                 *)
(***************************************************************************)
IsOurs(f) == f # NoFile /\ (files[f].owner = Ours \/ Off("identity"))

\* As a generation: its name has to say the same as its seal.
IsOwn(f, g) == IsOurs(f) /\ (files[f].gen = g \/ Off("generation of the name"))

OwnGenerations == {g \in Generations : IsOwn(names[g], g)}

Candidates == {names[g] : g \in OwnGenerations}
              \cup (IF IsOurs(names[Name]) THEN {names[Name]} ELSE {})

Whole(set) == {f \in set : files[f].whole}

\* The highest generation whose bytes hold; NoFile if there is none.
Found == LET whole == Whole(Candidates) IN
         IF whole = {} THEN NoFile
         ELSE CHOOSE f \in whole : \A h \in whole : files[h].gen <= files[f].gen

ImageOf(f) == IF f = NoFile THEN 0 ELSE files[f].image

\* What a start can see: not everything is as the last publication left it.
\* A generation is found that is not the newest there is, the name is gone
\* or leads elsewhere, or a file holds something else than its name says.
IsAmiss ==
    \/ names[Name] # Found
    \/ Found # NoFile /\ names[files[Found].gen] # Found
    \/ \E f \in Candidates : ~files[f].whole
    \/ \E g \in Generations : names[g] # NoFile /\ names[g] = names[Name]
                              /\ ~IsOwn(names[g], g)

-----------------------------------------------------------------------------
Dead == [phase |-> "dead", file |-> NoFile, gen |-> 0, named |-> NoFile,
         known |-> {}, left |-> 0, unsynced |-> FALSE, newest |-> 0]

To(phase) == host' = [host EXCEPT !.phase = phase]

\* Whoever has a file aside has it for ever.
Keeps(f) == IF f = NoFile \/ Off("put aside") THEN aside ELSE aside \cup {f}

\* Recovery is one step: both names lead to what is found, and what is newer
\* is put aside, for it is damaged.  So is a file in the way, unless another
\* name of the store leads to it too.  A host that finds nothing but damaged
\* files refuses.
StartHost ==
    /\ host.phase = "dead"
    /\ Found # NoFile \/ Candidates = {}
    /\ LET g == files[Found].gen
           newer == {h \in OwnGenerations : h > g}
           kept == {names[h] : h \in OwnGenerations}
           inTheWay(n) == IF names[n] \in kept \cup {Found} THEN NoFile ELSE names[n]
       IN IF Found = NoFile
          THEN /\ UNCHANGED names /\ UNCHANGED aside
               /\ host' = [Dead EXCEPT !.phase = "rest", !.known = OwnGenerations,
                              !.newest = Max(OwnGenerations)]
          ELSE /\ names' = [n \in DOMAIN names |->
                              CASE n \in {Name, g} -> Found
                                [] n \in newer     -> NoFile
                                [] OTHER           -> names[n]]
               /\ aside' = Keeps(inTheWay(Name)) \cup Keeps(inTheWay(g))
                           \cup {names[h] : h \in newer}
               /\ host' = [Dead EXCEPT !.phase = "rest", !.named = Found,
                              !.known = (OwnGenerations \cup {g}) \ newer,
                              !.newest = Max(OwnGenerations \cup {g})]
    /\ told' = (IsAmiss /\ ~Off("tell"))
    /\ acked' = ImageOf(Found)
    /\ memory' = IF memory = Gone THEN ImageOf(Found) ELSE memory
    /\ UNCHANGED <<files, deeds>>

Commit ==
    /\ memory # Gone /\ memory + 1 \in Commits
    /\ host.phase # "dead"
    /\ memory' = memory + 1
    /\ UNCHANGED <<names, files, aside, host, acked, told, deeds>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* A publication.  Before it writes anything it ends what the last one     *)
(* left undone.                                                            *)
(***************************************************************************)
IsDue == memory # Gone /\ memory # acked

\* What failed behind its link goes first.
TakeBack ==
    /\ host.phase = "rest" /\ host.left # 0
    /\ names' = IF IsOwn(names[host.left], host.left)
                THEN [names EXCEPT ![host.left] = NoFile] ELSE names
    /\ host' = [host EXCEPT !.left = 0]
    /\ UNCHANGED <<files, aside, memory, acked, told, deeds>>

SyncAgain ==
    /\ host.phase = "rest" /\ host.left = 0 /\ host.unsynced
    /\ host' = [host EXCEPT !.unsynced = FALSE]
    /\ UNCHANGED <<names, files, aside, memory, acked, told, deeds>>

Excess == Cardinality(host.known) > Keep

\* Any but the newest; it is looked at before it goes.
Prune ==
    /\ host.phase = "rest" /\ host.left = 0 /\ ~host.unsynced /\ Excess
    /\ LET g == Min(host.known) IN
       /\ names' = IF IsOwn(names[g], g) \/ Off("look before it goes")
                   THEN [names EXCEPT ![g] = NoFile] ELSE names
       /\ host' = [host EXCEPT !.known = @ \ {g}]
    /\ UNCHANGED <<files, aside, memory, acked, told, deeds>>

IsSettled == Off("settle first") \/ (host.left = 0 /\ ~host.unsynced /\ ~Excess)

\* The first number that no file has; what somebody has put there stays.
Free == {g \in Generations : g > host.newest /\ names[g] = NoFile}

Link ==
    /\ host.phase = "rest" /\ IsDue /\ IsSettled
    /\ Free # {}
    /\ LET g == Min(Free)
           file == [owner |-> Ours, gen |-> g, image |-> memory, whole |-> TRUE, made |-> TRUE]
       IN /\ files' = WithFile(file)
          /\ names' = [names EXCEPT ![g] = New]
          /\ host' = [host EXCEPT !.phase = "linked", !.file = New, !.gen = g,
                                  !.newest = g]
    /\ UNCHANGED <<aside, memory, acked, told, deeds>>

MoveOver ==
    /\ host.phase = "linked"
    /\ names' = [names EXCEPT ![Name] = host.file]
    /\ aside' = IF names[Name] = host.named THEN aside ELSE Keeps(names[Name])
    /\ host' = [host EXCEPT !.phase = "moved", !.named = host.file,
                            !.known = @ \cup {host.gen}]
    /\ UNCHANGED <<files, memory, acked, told, deeds>>

\* Cannot be renamed: it is taken back, now or later.
FailMove ==
    /\ host.phase = "linked"
    /\ host' = [host EXCEPT !.phase = "rest",
                   !.left = IF Off("take back") THEN 0 ELSE host.gen]
    /\ UNCHANGED <<names, files, aside, memory, acked, told, deeds>>

FailSync ==
    /\ host.phase = "moved"
    /\ host' = [host EXCEPT !.phase = "rest", !.unsynced = TRUE]
    /\ UNCHANGED <<names, files, aside, memory, acked, told, deeds>>

Report ==
    /\ host.phase = "moved"
    /\ acked' = files[host.file].image
    /\ To("rest")
    /\ UNCHANGED <<names, files, aside, memory, told, deeds>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The end of a memory.  L3: what was reported is read back, all of it and *)
(* under its names.  Where it is not there the memory stays, and the next  *)
(* start goes on with it.                                                  *)
(***************************************************************************)
IsReadBack == LET f == names[Name] IN
    /\ IsOurs(f) /\ files[f].whole /\ files[f].image = memory
    /\ names[files[f].gen] = f

Discard ==
    /\ host.phase = "rest" /\ memory # Gone /\ memory = acked /\ memory # 0
    /\ ~host.unsynced
    /\ IsReadBack \/ Off("read back")
    /\ memory' = Gone
    /\ host' = Dead
    /\ UNCHANGED <<names, files, aside, acked, told, deeds>>

KillHost ==
    /\ host.phase # "dead"
    /\ host' = Dead
    /\ UNCHANGED <<names, files, aside, memory, acked, told, deeds>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* Others.                                                                 *)
(***************************************************************************)
Deed == PermitsDeed(deeds + 1) /\ deeds' = deeds + 1

Remove ==
    /\ Deed
    /\ \E n \in {Name} \cup Generations :
          names[n] # NoFile /\ names' = [names EXCEPT ![n] = NoFile]
    /\ UNCHANGED <<files, aside, host, memory, acked, told>>

\* A snapshot of another store, or a copy of one of ours, under any name.
Put ==
    /\ Deed
    /\ \E n \in {Name} \cup Generations : \E g \in {n, Highest} \ {Name} :
       \E file \in {[owner |-> Other, gen |-> g, image |-> 0, whole |-> TRUE, made |-> FALSE]}
                   \cup {[files[f] EXCEPT !.made = FALSE] : f \in Used} :
          files' = WithFile(file) /\ names' = [names EXCEPT ![n] = New]
    /\ UNCHANGED <<aside, host, memory, acked, told>>

Damage ==
    /\ Deed
    /\ \E f \in Used : files[f].whole /\ files' = [files EXCEPT ![f].whole = FALSE]
    /\ UNCHANGED <<names, aside, host, memory, acked, told>>

-----------------------------------------------------------------------------
Init ==
    /\ names = [n \in {Name} \cup Generations |-> NoFile]
    /\ files = <<>>
    /\ aside = {} /\ host = Dead
    /\ memory = Gone /\ acked = 0 /\ told = FALSE /\ deeds = 0

Publish == \/ TakeBack \/ SyncAgain \/ Prune \/ Link \/ MoveOver
           \/ FailMove \/ FailSync \/ Report

HostNext == StartHost \/ Publish \/ Discard \/ KillHost

Next == HostNext \/ Commit \/ Remove \/ Put \/ Damage

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* Claims.                                                                 *)
(***************************************************************************)
TypeInv ==
    /\ \A n \in DOMAIN names : names[n] \in DOMAIN files \cup {NoFile}
    /\ host.named \in DOMAIN files \cup {NoFile}
    /\ aside \subseteq DOMAIN files
    /\ host.known \subseteq Generations /\ host.left \in 0 .. Highest
    /\ memory \in Nat \cup {Gone} /\ acked \in Nat

(***************************************************************************)
(* L1 own: the host takes a name from a file only if what is in the file   *)
(* says that it is this store's, or if the file stays under another name.  *)
(* And it takes no state of another store.                                 *)
(***************************************************************************)
TrulyOwn(n) == LET file == files[names[n]] IN
    file.owner = Ours /\ (IF n = Name THEN file.made ELSE file.gen = n)

Stays(f) == f \in aside' \/ \E n \in DOMAIN names' : names'[n] = f

OwnProp == [][ deeds' = deeds =>
    \A n \in DOMAIN names :
       names[n] # NoFile /\ names'[n] # names[n] => TrulyOwn(n) \/ Stays(names[n]) ]_vars

TakenInv == host.phase # "dead" /\ host.named # NoFile =>
            files[host.named].owner = Ours

(***************************************************************************)
(* L3 discard: a memory goes only when its state is there, whole, under    *)
(* the names of the store; nothing else makes it older.                    *)
(***************************************************************************)
IsThere(image) ==
    /\ names[Name] # NoFile /\ files[names[Name]].whole
    /\ files[names[Name]].owner = Ours /\ files[names[Name]].image = image
    /\ names[files[names[Name]].gen] = names[Name]

DiscardProp == [][ memory # Gone /\ memory' # memory =>
                      memory' > memory \/ IsThere(memory) ]_vars

(***************************************************************************)
(* L4 told: a start that goes on with something older than was reported    *)
(* names it.  There is one exception: somebody has made the older state    *)
(* the newest one in all respects, which is how to roll back.              *)
(***************************************************************************)
IsRolledBack == names[Name] # NoFile /\ ~IsAmiss

ToldProp == [][ host.phase = "dead" /\ host'.phase = "rest" /\ memory' < acked =>
                   told' \/ IsRolledBack \/ Candidates = {} ]_vars

(***************************************************************************)
(* L5 bounded: images of this store's making, whatever fails, for ever.    *)
(***************************************************************************)
Images == {names[n] : n \in {m \in DOMAIN names :
              /\ names[m] # NoFile /\ files[names[m]].made
              /\ m = Name \/ files[names[m]].gen = m}}

BoundedInv == Cardinality(Images) <= Keep + 1

(***************************************************************************)
(* Probe: false on purpose.                                                *)
(***************************************************************************)
DebugNeverRefusesProp == [][ host.phase = "rest" /\ memory = acked /\ memory > 0 => IsReadBack ]_vars
=============================================================================
