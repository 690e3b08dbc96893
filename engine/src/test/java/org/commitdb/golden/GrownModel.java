package org.commitdb.golden;

/// A model that comes in three parts, with a default of every kind.
final class GrownModel {

    static final String FIRST =
            """
            namespace Plant {5b1c7a30-9d2e-4c39-8c54-0d7f3f1a0e01} {
                concept Tree;
                concept Oak is a Tree;
                club Green;
                membership Green Tree;
                enum Season { spring, summer, autumn, winter };
                struct Inner { int32 number = -7; string text = "zero"; };
                \"""What is known of a tree.\"""
                struct Sheet {
                    bool evergreen = true;
                    bool tall = false;
                    uint8 rings = 255;
                    uint64 needles = 18446744073709551615;
                    int8 below = -128;
                    int64 least = -9223372036854775808;
                    float height = 42.42;
                    float minus = -0.0;
                    float tiny = 1.4e-45;
                    double exact = 0.1;
                    double huge = 1e300;
                    double least_double = 4.9e-324;
                    string name = "Zo\u00eb \\"quoted\\"";
                    string plain = "";
                    uuid id = {f529bc42-0618-4f54-a3fb-d55f95c5ad03};
                    Season season = .autumn;
                    Season first = .spring;
                    vec<float, 3> place = {1.5, -2.25, 0.0};
                    mat<int16, 2, 2> frame = {{1, 2}, {3, 4}};
                    tuple<string, int8> pair = {"a", 1};
                    optional<int32> maybe = 5;
                    optional<string> nothing;
                    vector<string> words = {"b", "a", "b"};
                    set<string> tags = {"z", "a"};
                    map<string, double> marks = {{"y", 2.0}, {"x", 1.0}};
                    Inner inner = {9, "nine"};
                    Inner plain_inner;
                    blob raw;
                    any free;
                    key<Tree> parent;
                };
                attachment<Tree, Sheet> sheet;
            };
            """;

    static final String SECOND =
            """
            namespace Plant {5b1c7a30-9d2e-4c39-8c54-0d7f3f1a0e01} {
                concept Bush;
                concept Moss;
                membership Green Bush;
                attachment<Green, map<Season, vector<Inner>>> marks;
            };
            """;

    static final String THIRD =
            """
            namespace Plant {5b1c7a30-9d2e-4c39-8c54-0d7f3f1a0e01} {
                membership Green Moss;
            };
            namespace Garden {5b1c7a30-9d2e-4c39-8c54-0d7f3f1a0e02} {
                concept Bed;
                struct Place { double x; double y = 1.0; key<Bed> bed; key<Plant::Green> near; key<any_concept> what; };
                attachment<Plant::Tree, Place> place;
                attachment<any_concept, xarray<string>> seen;
            };
            """;

    private GrownModel() {}
}
