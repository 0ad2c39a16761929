package dev.runtree.testing;

import dev.runtree.ui.background.Toolkit;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs the bodies of test methods and of {@code @BeforeEach} on the JavaFX thread, on the headless platform. */
public final class FxExtension implements InvocationInterceptor {

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        onFxThread(invocation);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        onFxThread(invocation);
    }

    private static void onFxThread(Invocation<Void> invocation) throws Throwable {
        Throwable failure = Toolkit.headless().call(() -> {
            try {
                invocation.proceed();
                return null;
            } catch (Throwable e) {
                return e;
            }
        });
        if (failure != null) {
            throw failure;
        }
    }
}
