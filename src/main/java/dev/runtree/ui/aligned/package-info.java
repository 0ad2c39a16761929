/** Two runs as one aligned tree, with what differs in the step that is selected. */
@NullMarked
package dev.runtree.ui.aligned;

import org.jspecify.annotations.NullMarked;
