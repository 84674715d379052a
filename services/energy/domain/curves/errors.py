"""What a person who brings an official curve can be told."""

from libs.chassis.errors import ConflictError, InvalidInputError, NotFoundError


class UnknownFormatError(InvalidInputError):
    """What the file's columns mean cannot be told; `fields` name the parameters that would say."""

    code = "curve_format_unknown"


class InvalidCurveError(InvalidInputError):
    """Lines of the file cannot be taken; nothing of it is stored."""

    code = "curve_invalid"


class TooManyRowsError(InvalidInputError):
    """The file has more rows or quarter-hours than one import may."""

    code = "curve_too_long"


class ValuesDifferError(ConflictError):
    """Other official values are stored for the same quarter-hours; `replace` would replace them."""

    code = "official_values_differ"


class AlreadyImportedError(ConflictError):
    """The same file has been imported and that has not been undone."""

    code = "curve_already_imported"


class TooManyImportsError(ConflictError):
    """The facility has as many imports as one may have."""

    code = "too_many_imports"


class ImportNotFoundError(NotFoundError):
    """The facility has no such import."""

    code = "import_not_found"
