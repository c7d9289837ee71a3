package dev.poemcp.emulator.control;

/** The objects through which a test changes and inspects the site and the official API. */
public record Controls(
        Faults faults,
        PersistedQueries queries,
        RequestSigning signing,
        SiteBehavior behavior,
        HeldResponses responses,
        ApiBehavior api,
        RequestLog requests) {
    public static Controls create() {
        return new Controls(
                new Faults(),
                new PersistedQueries(),
                new RequestSigning(),
                new SiteBehavior(),
                new HeldResponses(),
                new ApiBehavior(),
                new RequestLog());
    }
}
