/**
 * Tool calls that wait for a decision, as the window shows them: the card in which one is decided, the queue, the history with
 * the audit, and the background hooks that were parked.
 */
@NullMarked
package dev.runtree.ui.approvals;

import org.jspecify.annotations.NullMarked;
