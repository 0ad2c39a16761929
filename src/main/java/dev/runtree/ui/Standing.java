package dev.runtree.ui;

import dev.runtree.store.Database;
import dev.runtree.store.Databases;

/** What of a main view goes on from the start of the window, whether or not the view was ever shown. */
public interface Standing {

    /** Works on another database from now on, or two; on the JavaFX thread. */
    void use(Databases databases);

    /** The database has told of a change; on the JavaFX thread. */
    void refresh();

    /** Lets go of a database of traces, which can still be used; on a thread that may wait. */
    void leave(Database database);
}
