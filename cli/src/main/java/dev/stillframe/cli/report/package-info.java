/** What people and machines are told, and with which exit code a host ends. */
package dev.stillframe.cli.report;
