package dev.poemcp.tool;

/**
 * What decides whether a tool is listed. Apart from the definition, so that a listing needs none of its records.
 *
 * @param access the credentials that the tool needs
 */
public record ToolTraits(String name, Toolset toolset, boolean readOnly, Access access) {}
