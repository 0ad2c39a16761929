/**
 * Text taken apart so that values in it can be compared: words, and what reads as a number, a date or a time. One notation
 * with one reading has one key; a notation with more than one is never equal to anything but itself.
 */
@NullMarked
package dev.runtree.provenance.text;

import org.jspecify.annotations.NullMarked;
