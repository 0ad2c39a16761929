/** Sessions and users: the list of them, their conversation read as a chat, and what it adds up to. */
@NullMarked
package dev.runtree.ui.sessions;

import org.jspecify.annotations.NullMarked;
