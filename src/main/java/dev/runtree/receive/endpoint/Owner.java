package dev.runtree.receive.endpoint;

/** What keeps an endpoint open. */
public enum Owner {
    SERVE("runtree serve"),
    WINDOW("the Runtree window");

    private final String words;

    Owner(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
