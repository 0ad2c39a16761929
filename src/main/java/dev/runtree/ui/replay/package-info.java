/** Running again what was recorded: a run from its record, or from one step on with something in it changed. */
@NullMarked
package dev.runtree.ui.replay;

import org.jspecify.annotations.NullMarked;
