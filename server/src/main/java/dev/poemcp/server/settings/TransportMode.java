package dev.poemcp.server.settings;

/** How requests to the web site are sent. */
public enum TransportMode {
    /** On connections of this process. */
    DIRECT,
    /** In a page of the browser profile that {@code login} made. */
    BROWSER
}
