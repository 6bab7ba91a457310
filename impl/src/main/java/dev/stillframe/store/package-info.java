/** Where snapshots live on disk: sealed files that replace one another by rename. */
package dev.stillframe.store;
