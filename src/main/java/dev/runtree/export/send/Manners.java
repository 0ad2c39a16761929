package dev.runtree.export.send;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/** Copies give way: while this process stores spans and the machine has no time left, they take a tenth of it. */
final class Manners {
    private static final int REST = 9;
    private static final long STEP_MILLIS = 20;

    /** Of all cores. What is below is enough for both. */
    private static final double FULL = 0.85;

    private static final OperatingSystemMXBean MACHINE =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final BooleanSupplier mayGoOn;
    private final BooleanSupplier isWriting;
    private final DoubleSupplier load;

    /**
     * @param mayGoOn whether something is to be sent at all; asked often, by any thread
     * @param isWriting whether spans are being stored
     */
    Manners(BooleanSupplier mayGoOn, BooleanSupplier isWriting) {
        this(mayGoOn, isWriting, MACHINE::getCpuLoad);
    }

    /** @param load of all cores since it was last asked, up to 1 */
    Manners(BooleanSupplier mayGoOn, BooleanSupplier isWriting, DoubleSupplier load) {
        this.mayGoOn = mayGoOn;
        this.isWriting = isWriting;
        this.load = load;
    }

    boolean mayGoOn() {
        return mayGoOn.getAsBoolean();
    }

    /**
     * Waits for as long as others need the machine, at most nine times as long as was worked.
     *
     * @return whether it has waited
     */
    boolean giveWay(long workedNanos) throws InterruptedException {
        var hasWaited = false;
        var until = System.nanoTime() + REST * workedNanos;
        while (System.nanoTime() - until < 0 && isWriting.getAsBoolean() && load.getAsDouble() > FULL && mayGoOn()) {
            Thread.sleep(STEP_MILLIS);
            hasWaited = true;
        }
        return hasWaited;
    }
}
