/** The view of agents that are described in files: which were opened, a chat with one of them, and the run behind it as it grows. */
@NullMarked
package dev.runtree.ui.agents;

import org.jspecify.annotations.NullMarked;
