/** What the protocols cost, beside peers that do the same work in the same run. */
package dev.stillframe.bench;
