/**
 * Where states live on disk: snapshots, sealed files that replace one another by rename; and
 * journals of records.
 */
package dev.stillframe.store;
