package dev.runtree.agent.demo;

import dev.runtree.agent.RunOutput;
import dev.runtree.agent.hook.Hook;

/** Signs what the travel desk answers. */
public final class SignatureHook {

    @Hook(name = "sign")
    public String sign(RunOutput output) {
        return output.content() + "\n\nYour travel desk";
    }
}
