package dev.poemcp.poe;

import java.util.List;

/** Catalogue of the official API. Needs no credentials. Source: docs/official-api.md, catalogue. */
public interface Models {
    /** All models, as the catalogue orders them; kept for a while. */
    List<Model> all();
}
