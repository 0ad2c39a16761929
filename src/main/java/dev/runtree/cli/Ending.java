package dev.runtree.cli;

import dev.runtree.agent.run.Cancellation;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals that ask a process to end. A command that listens to them ends as any other does, in its own order and with
 * its own status; Java's shutdown hooks would run side by side with what it has to finish.
 */
final class Ending {
    private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP");
    private static final Logger log = LoggerFactory.getLogger(Ending.class);

    private final CountDownLatch asked = new CountDownLatch(1);

    private Ending() {}

    /** From now on a first signal is noted, and a second one ends the process at once. */
    static Ending listen() {
        var ending = new Ending();
        SIGNALS.forEach(ending::listenTo);
        return ending;
    }

    /** From now on a first signal cancels what is done, and a second one ends the process at once. */
    static void cancels(Cancellation cancellation) {
        var ending = listen();
        Thread.ofPlatform().daemon().name("runtree-ending").start(() -> {
            ending.await();
            cancellation.cancel("by Ctrl+C");
        });
    }

    /** By name: the compiler warns of {@code sun.misc.Signal}, which has no successor, and warnings fail the build. */
    private void listenTo(String name) {
        try {
            var signalType = Class.forName("sun.misc.Signal");
            var handlerType = Class.forName("sun.misc.SignalHandler");
            var handle = signalType.getMethod("handle", signalType, handlerType);
            var signal = signalType.getConstructor(String.class).newInstance(name);
            var atOnce = handlerType.getField("SIG_DFL").get(null);
            var handler = Proxy.newProxyInstance(
                    Ending.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            asked.countDown();
                            handle.invoke(null, signal, atOnce);
                        }
                        return null;
                    });
            handle.invoke(null, signal, handler);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Not on this system, or not to be had: the signal ends the process as it does without us.
            log.debug("SIG{} is not listened to", name, e);
        }
    }

    /** Returns when the process was asked to end. */
    void await() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
