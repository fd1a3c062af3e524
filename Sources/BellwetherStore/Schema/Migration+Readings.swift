extension Migration {
    /// When a source began to be read otherwise: what it said from then on in other words is a correction.
    static let readings = Migration(
        "keep when sources were read otherwise",
        sql: """
            CREATE TABLE source_reading (
                source INTEGER NOT NULL REFERENCES source (code),
                at INTEGER NOT NULL,
                PRIMARY KEY (source, at)
            ) STRICT, WITHOUT ROWID;
            """)
}
