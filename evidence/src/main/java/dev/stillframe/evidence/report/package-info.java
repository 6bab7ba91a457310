/** The page that people read: what was checked, and what came of it. */
package dev.stillframe.evidence.report;
