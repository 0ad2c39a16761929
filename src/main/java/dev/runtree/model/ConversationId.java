package dev.runtree.model;

/**
 * Runs that are read together, as one conversation.
 *
 * @param id the session's or the user's, as the producer gave it
 */
public record ConversationId(Kind kind, String id) {

    /** What runs have in common. */
    public enum Kind {
        SESSION,
        /** Everything that was done for one user, in all sessions. */
        USER
    }

    public static ConversationId session(String id) {
        return new ConversationId(Kind.SESSION, id);
    }

    public static ConversationId user(String id) {
        return new ConversationId(Kind.USER, id);
    }
}
