/** Private files and locks, as every part that touches the file system needs them. */
package dev.stillframe.files;
