/** What files hold: snapshots, journals, memories. It only looks, and changes none of them. */
package dev.stillframe.cli.inspect;
