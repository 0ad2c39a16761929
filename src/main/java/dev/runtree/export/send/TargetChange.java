package dev.runtree.export.send;

import dev.runtree.export.target.Target;
import dev.runtree.export.target.TargetSecrets;
import dev.runtree.export.target.Targets;
import dev.runtree.store.Database;
import dev.runtree.store.SendQueue;
import dev.runtree.store.SendRenaming;
import dev.runtree.store.StoreException;

/** Changes a target of a home, and its id in the database that is open with it. */
public final class TargetChange {
    private TargetChange() {}

    /**
     * Puts a target in the place of the one of its name; what was sent and what waits stays.
     *
     * @param anew secrets that are given anew; all others stay
     * @return where copies go now
     * @throws StoreException when the database does not do it; then the target is as it was
     * @throws dev.runtree.export.target.BadTarget when the target cannot be so
     */
    public static String make(Targets targets, Database database, Target target, TargetSecrets anew) {
        var old = targets.known(targets.named(target.name()), TargetSecrets.NONE);
        var before = targets.set(target, anew);
        var place = targets.endpoint(target).uri().toString();
        try {
            new SendRenaming(database, TargetId.of(before), TargetId.of(target)).run();
            new SendQueue(database, TargetId.of(target)).attach(target.name(), place);
        } catch (StoreException e) {
            targets.set(before, old);
            throw e;
        }
        return place;
    }
}
