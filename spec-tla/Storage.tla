------------------------------ MODULE Storage ------------------------------
(***************************************************************************)
(* A file system as a value.  There are no variables here: a store keeps   *)
(* the whole of it in one variable F, and every operation is an operator   *)
(* that yields the next value.  Two operators say what a fault leaves:     *)
(*                                                                         *)
(*    AfterKill(F)      SIGKILL of any processes: everything written       *)
(*    AfterCut(F)       power cut: a SET of values, one of which is left   *)
(*                                                                         *)
(* What a power cut may leave:                                             *)
(*   - of each page, what was last synced or anything written since then,  *)
(*     each page for itself, so any subset of the writes in any order;     *)
(*   - the same of the size of each file;                                  *)
(*   - of the directory, what was last synced and of the operations since  *)
(*     then a prefix (Order = "journal") or any subset (Order = "any").    *)
(*     Names and data know nothing of each other: a rename may be durable  *)
(*     before the data that it names, unless that was synced.              *)
(*                                                                         *)
(* What is assumed of the medium:                                          *)
(*   - A page is written whole or not at all: it stands for one sector.    *)
(*     A head that spans two sectors is two pages.                         *)
(*   - A sync that succeeds is true, except where Disk = "lies": there the *)
(*     sync of a file does nothing.                                        *)
(*   - A sync that fails may have written any part; the kernel takes all   *)
(*     pages for clean then, so that the next sync succeeds and writes     *)
(*     nothing.  Until they are written again, processes still read what   *)
(*     they wrote.  Sizes and the directory are different (a journal that  *)
(*     fails stops the file system): their next sync covers all.           *)
(*   - A rename is atomic, also in a power cut.  Between two names of one  *)
(*     file it does nothing, as POSIX has it.                              *)
(*   - Syncing a file says nothing of its names, syncing the directory     *)
(*     nothing of the files.  There is one directory, and it exists.       *)
(*   - What was synced stays as it is; a page of a file that was never     *)
(*     written is Zero.  Checksums are perfect.                            *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS Order,    \* of directory operations in a power cut
          Disk,     \* whether syncs of files are true
          Pages,    \* the highest page number of a file
          Zero      \* the value of a page that was never written

ASSUME /\ Order \in {"journal", "any"}
       /\ Disk \in {"honest", "lies"}

NoFile == 0

\* Among the pages of a file, page 0 stands for its size.
SizePage == 0

(***************************************************************************)
(* F.dir    the directory that processes see: a function, name to file     *)
(* F.kept   the directory that is durable                                  *)
(* F.ops    operations since then: each a function, name to file or NoFile *)
(* F.files  a function, file (inode number) to                             *)
(*     data   the pages that processes see; its length is the size         *)
(*     disk   for each page, the values that a power cut may leave         *)
(*     due    the pages that the next sync writes                          *)
(***************************************************************************)
Empty == [dir |-> <<>>, kept |-> <<>>, ops |-> <<>>, files |-> <<>>]

NewFile == [data |-> <<>>,
            disk |-> [p \in 0 .. Pages |-> IF p = SizePage THEN {0} ELSE {Zero}],
            due  |-> {}]

Exists(F, name) == name \in DOMAIN F.dir
File(F, name)   == IF Exists(F, name) THEN F.dir[name] ELSE NoFile
Data(F, i)      == F.files[i].data
Size(F, i)      == Len(Data(F, i))

(***************************************************************************)
(* Names.                                                                  *)
(***************************************************************************)
Apply(dir, op) ==
    LET gone  == {n \in DOMAIN op : op[n] = NoFile}
        names == (DOMAIN dir \cup DOMAIN op) \ gone
    IN [n \in names |-> IF n \in DOMAIN op THEN op[n] ELSE dir[n]]

Do(F, op) == [F EXCEPT !.dir = Apply(@, op), !.ops = Append(@, op)]

NewInode(F) == CHOOSE i \in 1 .. Cardinality(DOMAIN F.files) + 1 :
                   i \notin DOMAIN F.files

\* A new empty file; there must be no such name.
Create(F, name) ==
    LET i == NewInode(F)
        files == [j \in DOMAIN F.files \cup {i} |->
                     IF j = i THEN NewFile ELSE F.files[j]]
    IN Do([F EXCEPT !.files = files], [n \in {name} |-> i])

\* One more name for a file; there must be no such name.
Link(F, i, name) == Do(F, [n \in {name} |-> i])

Rename(F, from, to) ==
    IF File(F, from) = File(F, to) THEN F
    ELSE Do(F, [n \in {from, to} |-> IF n = to THEN File(F, from) ELSE NoFile])

Unlink(F, name) ==
    IF Exists(F, name) THEN Do(F, [n \in {name} |-> NoFile]) ELSE F

SyncDirectory(F) == [F EXCEPT !.kept = F.dir, !.ops = <<>>]

(***************************************************************************)
(* Data.                                                                   *)
(***************************************************************************)
\* What processes see in page p, the size included.
Seen(f, p) == IF p = SizePage THEN Len(f.data) ELSE f.data[p]

Resized(data, size) ==
    [p \in 1 .. size |-> IF p <= Len(data) THEN data[p] ELSE Zero]

\* Pages that are cut off read as Zero when the file grows again.
SetSize(F, i, size) ==
    LET f == F.files[i] IN
    IF size = Len(f.data) THEN F
    ELSE [F EXCEPT !.files[i] =
            [data |-> Resized(f.data, size),
             disk |-> [p \in DOMAIN f.disk |->
                          CASE p = SizePage -> f.disk[p] \cup {size}
                            [] p > size     -> f.disk[p] \cup {Zero}
                            [] OTHER        -> f.disk[p]],
             due  |-> f.due \cup {SizePage}]]

\* A write beyond the end extends the file.
WritePage(F, i, p, value) ==
    LET G == IF p > Size(F, i) THEN SetSize(F, i, p) ELSE F
    IN [G EXCEPT !.files[i].data[p] = value,
                 !.files[i].disk[p] = @ \cup {value},
                 !.files[i].due     = @ \cup {p}]

SyncFile(F, i) ==
    LET f == F.files[i] IN
    IF Disk = "lies" THEN F
    ELSE [F EXCEPT !.files[i].disk =
                      [p \in DOMAIN @ |->
                          IF p \in f.due /\ p <= Len(f.data)
                          THEN {Seen(f, p)} ELSE @[p]],
                   !.files[i].due = {}]

\* The sync returns an error.
SyncFileFails(F, i) == [F EXCEPT !.files[i].due = @ \cap {SizePage}]

(***************************************************************************)
(* Faults.                                                                 *)
(***************************************************************************)
\* All functions f with f[x] \in sets[x].
RECURSIVE Choices(_)
Choices(sets) ==
    IF DOMAIN sets = {} THEN {<<>>}
    ELSE LET x == CHOOSE x \in DOMAIN sets : TRUE
             rest == Choices([y \in DOMAIN sets \ {x} |-> sets[y]])
         IN {[y \in DOMAIN sets |-> IF y = x THEN v ELSE g[y]] :
                g \in rest, v \in sets[x]}

\* Applies those operations whose index is in chosen, in their order.
RECURSIVE Replay(_, _, _)
Replay(dir, ops, chosen) ==
    IF ops = <<>> THEN dir
    ELSE LET last == Len(ops)
             before == Replay(dir, SubSeq(ops, 1, last - 1), chosen)
         IN IF last \in chosen THEN Apply(before, ops[last]) ELSE before

DirectoriesAfterCut(F) ==
    LET chosen == IF Order = "journal" THEN {1 .. k : k \in 0 .. Len(F.ops)}
                  ELSE SUBSET DOMAIN F.ops
    IN {Replay(F.kept, F.ops, c) : c \in chosen}

DataAfterCut(f) ==
    UNION {Choices([p \in 1 .. size |-> f.disk[p]]) : size \in f.disk[SizePage]}

Durable(data) ==
    [data |-> data,
     disk |-> [p \in 0 .. Pages |-> {IF p = SizePage THEN Len(data)
                                     ELSE IF p > Len(data) THEN Zero
                                     ELSE data[p]}],
     due  |-> {}]

Range(f) == {f[x] : x \in DOMAIN f}

AfterCut(F) ==
    UNION {{[dir |-> dir, kept |-> dir, ops |-> <<>>,
             files |-> [i \in DOMAIN data |-> Durable(data[i])]] :
                data \in Choices([i \in Range(dir) |->
                                     DataAfterCut(F.files[i])])} :
           dir \in DirectoriesAfterCut(F)}

AfterKill(F) == F

(***************************************************************************)
(* The kernel frees a file that has no name and that nobody has open.  A   *)
(* name that a power cut may bring back counts as one.                     *)
(***************************************************************************)
Freed(F, open) ==
    LET used == open \cup Range(F.dir) \cup Range(F.kept)
                     \cup UNION {Range(F.ops[k]) : k \in DOMAIN F.ops}
    IN [F EXCEPT !.files = [i \in used \ {NoFile} |-> F.files[i]]]
=============================================================================
