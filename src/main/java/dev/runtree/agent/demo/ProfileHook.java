package dev.runtree.agent.demo;

import dev.runtree.agent.hook.Hook;
import dev.runtree.agent.run.RunInput;
import dev.runtree.agent.run.SessionState;

/** Tells the travel desk what it knows of the traveller. */
public final class ProfileHook {

    /** Adds to what is asked, and remembers it for the session. */
    @Hook(name = "load_profile")
    public RunInput loadProfile(RunInput input, SessionState state) {
        Slow.work(40);
        var profile = "Portuguese citizen, lives in Lisbon, window seat";
        state.set("profile", profile);
        return input.withMessage(input.message() + "\n\n(Of " + input.userId() + " is known: " + profile + ".)");
    }
}
