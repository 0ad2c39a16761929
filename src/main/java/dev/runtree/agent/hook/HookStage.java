package dev.runtree.agent.hook;

import java.util.Locale;

/** Whether a hook or a guardrail comes before or after what it is on. */
public enum HookStage {
    PRE,
    POST;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
