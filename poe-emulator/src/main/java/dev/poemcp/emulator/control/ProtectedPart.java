package dev.poemcp.emulator.control;

/** What {@link SiteBehavior#protection} stands in front of. */
public enum ProtectedPart {
    /** Pages, settings, posts and the realtime socket. */
    EVERYTHING,
    /** Only what a browser shows; neither {@code /api/} nor the realtime socket. */
    PAGES,
    /** Only posts to {@code /api/}, such as {@code gql_POST}. */
    POSTS
}
