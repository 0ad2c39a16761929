package dev.runtree.agent.hook;

/** Where hooks go that are called after the answer. */
public interface BackgroundHooks {

    /** Calls hooks; in the application that has them. */
    interface Caller {

        /** Whether the hook is there. One that is not may be after an update, or in another application. */
        boolean knows(BackgroundEvent event);

        /**
         * Makes the call and records it as a step of its run.
         *
         * @param attempt from 1
         * @throws Exception whatever the hook throws, which its step has noted
         */
        void call(BackgroundEvent event, int attempt) throws Exception;

        /**
         * Makes the call before the answer is given, since nobody could promise that it will be made later.
         *
         * @param reason why not, for its step
         * @throws Exception whatever the hook throws, which its step has noted
         */
        default void callNow(BackgroundEvent event, String reason) throws Exception {
            call(event, 1);
        }
    }

    /** Takes an event. It is safe when this returns. */
    void add(BackgroundEvent event);
}
