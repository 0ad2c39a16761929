package dev.runtree.testing;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.TestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh database for a test class, on a real server, with the schema in place and a role without superuser rights:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestDatabase db = new TestDatabase();
 * }</pre>
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
    private DatabaseTarget.@Nullable Server target;
    private @Nullable RuntreeHome home;
    private @Nullable Database open;

    @Override
    public void beforeAll(ExtensionContext context) {
        target = TestServer.get().freshDatabase();
        home = TestServer.get().freshHome();
    }

    /** The database, opened by the first who asks and closed after the class. */
    public synchronized Database database() {
        if (open == null) {
            open = Database.open(target(), home());
        }
        return open;
    }

    /** What {@code --db} would name. */
    public DatabaseTarget.Server target() {
        if (target == null) {
            throw new IllegalStateException("register the TestDatabase as a static extension");
        }
        return target;
    }

    /** A home of the class's own: what one class chooses in a window is not chosen in the next one's. */
    public RuntreeHome home() {
        if (home == null) {
            throw new IllegalStateException("register the TestDatabase as a static extension");
        }
        return home;
    }

    /** What runs again after a failure begins with a fresh one. */
    @Override
    public synchronized void afterAll(ExtensionContext context) {
        if (open != null) {
            open.close();
            open = null;
        }
        if (target != null) {
            TestServer.get().drop(target);
            target = null;
        }
    }
}
