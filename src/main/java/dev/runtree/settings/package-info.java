/** What the user set: folders, preferences, connection profiles and where their passwords are. No database, no window. */
@NullMarked
package dev.runtree.settings;

import org.jspecify.annotations.NullMarked;
