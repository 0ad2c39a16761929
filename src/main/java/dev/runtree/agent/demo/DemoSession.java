package dev.runtree.agent.demo;

import java.util.List;

/** A conversation of one user with the desk. The questions are asked one after the other. */
record DemoSession(String user, String session, List<Question> questions) {

    /** @param streamed whether the answer is read piece by piece */
    record Question(String agent, String message, boolean streamed) {}

    /** @param turn tells this time's sessions from those of the demo's earlier runs */
    static List<DemoSession> all(String turn) {
        return List.of(
                new DemoSession(
                        "ana",
                        "trip-berlin-" + turn,
                        List.of(
                                ask("flights", "I need a flight from Lisbon to Berlin on 4/12, back 6/12, under €250."),
                                ask("hotels", "And a hotel near Alexanderplatz for that trip, with breakfast?"),
                                ask("flights", "Two months? I meant the weekend: 4 December to 6 December."))),
                new DemoSession(
                        "ana",
                        "berlin-with-the-team-" + turn,
                        List.of(
                                ask(
                                        "travel-desk",
                                        "A trip from Lisbon to Berlin on 4/12, back 6/12, flights under €250, a hotel"
                                                + " near Alexanderplatz with breakfast. Do I need a visa?"),
                                ask("travel-desk", "Sounds good, book it."))),
                new DemoSession(
                        "ben",
                        "refund-" + turn,
                        List.of(whole("refund-flow", "The airline cancelled my flight RT 512. I want my money back."))),
                new DemoSession(
                        "chloé",
                        "plainte-" + turn,
                        List.of(
                                ask("support", "You charged me twice! My card is 4111 1111 1111 1111."),
                                ask("support", "You charged me twice!"))),
                new DemoSession(
                        "ben",
                        "invoices-" + turn,
                        List.of(
                                whole("invoice-ocr", "What is the total of INV-1187?"),
                                whole("invoice-ocr", "And of INV-1188?"),
                                whole("flights", "Compare LIS to BER and LIS to ROM, 10 to 14 January 2027."))),
                new DemoSession(
                        "chloé",
                        "東京-" + turn,
                        List.of(
                                ask("visa-check", "Puis-je voyager au Japon avec un passeport français ? 日本に三週間"),
                                ask("flights", "Vol Paris → Tokyo (東京) du 3 au 24 mars 2027, en classe affaires"))),
                new DemoSession(
                        "dmitri",
                        "rome-weekend-" + turn,
                        List.of(
                                ask("concierge", "I have a weekend in Rome. Where do I start?"),
                                ask("concierge", "We are three, and one of us is six years old."),
                                ask("concierge", "What if it rains on Saturday?"),
                                ask("concierge", "And somewhere to eat that is not for tourists?"),
                                ask("concierge", "Lovely. Put it all in one plan."))),
                new DemoSession(
                        "ben",
                        "group-trip-" + turn,
                        List.of(
                                whole(
                                        "hotels",
                                        "Twelve rooms in Prague for the first night of spring, whatever it takes."),
                                ask("concierge", "Write a welcome letter for a group of twelve."))));
    }

    private static Question ask(String agent, String message) {
        return new Question(agent, message, true);
    }

    private static Question whole(String agent, String message) {
        return new Question(agent, message, false);
    }
}
